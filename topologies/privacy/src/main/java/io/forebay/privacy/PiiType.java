package io.forebay.privacy;

import static io.forebay.privacy.PiiType.Kind.CONTACT;
import static io.forebay.privacy.PiiType.Kind.CREDENTIAL;
import static io.forebay.privacy.PiiType.Kind.FINANCIAL;
import static io.forebay.privacy.PiiType.Kind.NATIONAL_ID;
import static io.forebay.privacy.PiiType.Kind.ORGANISATION_ID;

/** What a piece of text is, where it tells who somebody is or opens a door. */
public enum PiiType {
  EMAIL_ADDRESS(CONTACT),
  PHONE_NUMBER(CONTACT),
  IP_ADDRESS(CONTACT),
  CREDIT_CARD(FINANCIAL),
  IBAN(FINANCIAL),
  /** United States: Social Security number. */
  US_SSN(NATIONAL_ID),
  /** United States: Individual Taxpayer Identification Number. */
  US_ITIN(NATIONAL_ID),
  /** United Kingdom: National Insurance number. */
  UK_NINO(NATIONAL_ID),
  /** England and Wales: NHS number. */
  UK_NHS(NATIONAL_ID),
  /** Germany: steuerliche Identifikationsnummer. */
  DE_TAX_ID(NATIONAL_ID),
  /** France: numéro d'inscription au répertoire, the social security number. */
  FR_NIR(NATIONAL_ID),
  /** Spain: número de identificación fiscal of a citizen (DNI). */
  ES_NIF(NATIONAL_ID),
  /** Spain: número de identidad de extranjero. */
  ES_NIE(NATIONAL_ID),
  /** Italy: codice fiscale of a person. */
  IT_FISCAL_CODE(NATIONAL_ID),
  /** Canada: Social Insurance Number. */
  CA_SIN(NATIONAL_ID),
  /** Singapore: NRIC number or Foreign Identification Number. */
  SG_NRIC_FIN(NATIONAL_ID),
  /** Thailand: citizen's identification number. */
  TH_NATIONAL_ID(NATIONAL_ID),
  /** Brazil: cadastro de pessoas físicas. */
  BR_CPF(NATIONAL_ID),
  /** Brazil: cadastro nacional da pessoa jurídica, a company's number. */
  BR_CNPJ(ORGANISATION_ID),
  /** A password, API key, token or private key. */
  SECRET(CREDENTIAL);

  /** What harm the type does in wrong hands; compliance rules speak of kinds. */
  public enum Kind {
    CONTACT,
    FINANCIAL,
    NATIONAL_ID,
    ORGANISATION_ID,
    CREDENTIAL
  }

  private final Kind kind;

  PiiType(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
