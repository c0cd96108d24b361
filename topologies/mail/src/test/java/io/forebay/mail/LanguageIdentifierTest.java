package io.forebay.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageIdentifierTest {
  private static final LanguageIdentifier IDENTIFIER = new LanguageIdentifier();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Could you please send me the signed contract before the end of the week?",
        "es | ¿Puedes confirmar si vienes a la reunión del jueves a las diez?",
        "fr | Veuillez m'indiquer la date de livraison ou me rembourser d'ici vendredi.",
        "de | Könnten Sie mir bitte bis Freitag mitteilen, wann Sie anfangen können?",
        "ja | 来週水曜日の打ち合わせですが、開始時間を変更していただけますでしょうか。",
        "zh | 请问十月份的货款什么时候可以支付？我们的财务希望本周五之前收到。",
        "it | Ti scrivo per confermare la riunione di giovedì prossimo alle dieci.",
        "nl | Zou je mij voor het einde van de week het getekende contract kunnen sturen?",
        "pt | Poderia enviar-me o contrato assinado até ao final da semana, por favor?",
        "sv | Hej, jag kommer tyvärr inte till mötet imorgon eftermiddag, vi hörs på fredag.",
        "pl | Dzień dobry, proszę o przesłanie podpisanej umowy do końca tygodnia.",
        "ru | Здравствуйте, пришлите, пожалуйста, подписанный договор до конца недели.",
        "ko | 이번 주말까지 서명한 계약서를 보내 주시겠습니까?",
        "el | Παρακαλώ στείλτε μου το υπογεγραμμένο συμβόλαιο.",
        "he | אנא שלח לי את החוזה החתום עד סוף השבוע",
        "th | กรุณาส่งสัญญาที่ลงนามแล้ว"
      })
  void tellsALanguageByASentence(String code, String text) {
    assertThat(IDENTIFIER.identify(text).getCode()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"de, Vielen Dank", "fr, Bonne journée", "es, buenos días", "en, kind regards", "ja, ありがとう", "zh, 谢谢"})
  void tellsALanguageByTwoWords(String code, String text) {
    assertThat(IDENTIFIER.identify(text).getCode()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "12345 -- 67", "ok", "https://example.com/page ann@example.com", "😀😀"})
  void isUnsureWithoutWords(String text) {
    assertThat(IDENTIFIER.identify(text).getCode()).isEqualTo(LanguageIdentifier.UNDETERMINED);
    assertThat(IDENTIFIER.identify(text).getConfidence()).isZero();
  }

  @Test
  void doesNotMindLinksShoutingAndOtherScriptsInBetween() {
    assertThat(IDENTIFIER.identify("BITTE ÜBERWEISEN SIE DEN BETRAG BIS FREITAG https://the.example.com/and/of/to 東京").getCode()).isEqualTo("de");
  }

  @Test
  void isSurerOfMoreText() {
    double few = IDENTIFIER.identify("the contract").getConfidence();
    double many = IDENTIFIER.identify("Please send me the contract that we talked about yesterday, and let me know when you can start.").getConfidence();

    assertThat(many).isGreaterThan(few).isLessThanOrEqualTo(1);
    assertThat(few).isGreaterThanOrEqualTo(0.5);
  }
}
