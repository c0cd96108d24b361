package io.forebay.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
  /** Keys are put together here so that no scanner of repositories takes them for real ones. */
  private static final String TAIL = "a1B2c3D4e5".repeat(4);

  @ParameterizedTest
  @ValueSource(strings = {"ghp_", "github_pat_", "glpat-", "sk_live_", "sk-", "sk-proj-", "xoxb-", "hf_", "npm_", "SG.", "ya29."})
  void findsKeysByTheirIssuersPrefix(String prefix) {
    assertThat(Findings.in("key " + prefix + TAIL + ".")).containsExactly("SECRET " + prefix + TAIL);
  }

  @Test
  void findsKeysOfCapitalsOnly() {
    assertThat(Findings.in("(AKIA" + "Z7".repeat(8) + ")")).containsExactly("SECRET AKIA" + "Z7".repeat(8));
  }

  @Test
  void findsJsonWebTokens() {
    String token = "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0" + ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
    assertThat(Findings.in("Authorization: Bearer " + token)).containsExactly("SECRET " + token);
  }

  @Test
  void findsPrivateKeysWhole() {
    String key = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEpAIB\n+1 415 555 0132\n-----END RSA " + "PRIVATE KEY-----";
    assertThat(Findings.in("see\n" + key + "\nbye")).containsExactly("SECRET " + key);
  }

  @Test
  void aPrivateKeyWithoutItsEndReachesToTheEmptyLine() {
    String key = "-----BEGIN " + "PRIVATE KEY-----\nMIIEpAIB\nabcdefgh";
    assertThat(Findings.in(key + "\n\nRegards")).containsExactly("SECRET " + key);
  }

  @Test
  void publicKeysAndSignaturesAreNoSecrets() {
    assertThat(Findings.in("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n-----BEGIN PGP SIGNATURE-----\niD8D")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "password: hunter2                 | hunter2",
    "Password = \"Tr0ub4dor&3\".        | Tr0ub4dor&3",
    "DB_PASSWORD=s3cr3t                | s3cr3t",
    "Your new password is Xy7-plugh,   | Xy7-plugh",
    "Das Passwort lautet geheim99      | geheim99",
    "mot de passe : Soleil42           | Soleil42",
    "contraseña: Luna#2024             | Luna#2024",
    "密码：abc12345                      | abc12345",
    "password: correcthorse            | correcthorse",
    "api_key=0a1b2c3d4e5f6a7b          | 0a1b2c3d4e5f6a7b",
    "client-secret: Zq8vQm2LxT9wKb4n   | Zq8vQm2LxT9wKb4n",
    "PIN: 4711                         | 4711",
  })
  void findsWhatALabelGivesAway(String text, String value) {
    assertThat(Findings.in(text)).containsExactly("SECRET " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "password: required", "the password is case sensitive", "password: please contact us", "Password: ********", "password: <your password>",
    "password: ${DB_PASSWORD}", "password = getPassword()", "password reset: https://example.org/x1", "token: see below", "password:", "spin: 4711",
    "Forgot your password? Click here", "password: [SECRET]", "sk-learn-is-a-library-for-python", "the secret: keep it simple", "1eyJ", "eyJ.eyJ"
  })
  void leavesProseAndPlaceholders(String text) {
    assertThat(Findings.in(text)).isEmpty();
  }
}
