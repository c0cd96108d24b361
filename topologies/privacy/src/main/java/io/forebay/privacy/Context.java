package io.forebay.privacy;

import java.util.stream.Stream;

/**
 * What the words around a number say it is, in the languages covered.
 *
 * <p>Words are lower case; for scripts without spaces (Chinese, Japanese, Thai) an entry is found inside longer text. A word of
 * several parts is given by the part that tells most.
 */
enum Context {
  PHONE(
      """
      phone phones ph telephone tel tels mobile cell cellphone fax call calling called calls dial whatsapp sms hotline pager helpline
      answering voicemail landline telefon telefonnummer telefonisch mobil mobilnummer handy handynummer rufnummer anrufen anruf
      tél téléphone telephoner portable appelez appeler teléfono telefono teléfonos móvil movil celular llame llamar llámame
      cellulare chiamare chiamami telefone telemóvel ligue ligar telefoon gsm puhelin tlf telefonu 电话 電話 手机 手機 携帯 拨打
      致电 传真 傳真 전화 휴대폰 โทร มือถือ
      """),
  /** Words that go with a telephone number, and with many other things. */
  PHONE_WEAK(
      """
      reach contact number numbers message messages text registered toll ring voice nummer numéro número
      numero kontakt erreichen joindre contacto contatto contato 联系 聯絡 連絡 号码 番号
      """),
  /** Where a telephone stands: as much as {@link #PHONE} as the label of a number, as little as {@link #PHONE_WEAK} elsewhere. */
  PHONE_PLACE("desk office home work direct main reception private business büro privat zentrale bureau domicile standard oficina casa ufficio"),
  /** Numbers that look like telephone numbers and are none. */
  NOT_PHONE(
      """
      isbn issn doi rfc order invoice tracking license licence driver passport account policy serial member membership case reference
      ref ticket zip customer client employee student item part model product article bug zone id bestellnummer rechnungsnummer kundennummer kontonummer commande facture pedido factura cuenta 注文 订单
      """),
  CARD(
      """
      card cards cc credit debit visa mastercard amex maestro discover diners jcb karte kreditkarte kartennummer carte bancaire
      tarjeta carta cartão cartao 卡号 信用卡 カード 카드 บัตรเครดิต
      """),
  IP("ip ips ipv address addr host server gateway dns ping subnet route router adresse dirección indirizzo endereço 地址 アドレス"),
  VERSION("version versions ver release rev revision build firmware kernel upgrade section chapter versión versione versão 版本 バージョン"),
  SSN("ssn ssns social"),
  TAX("itin tax taxpayer tin irs"),
  NINO("nino nin insurance ni"),
  NHS("nhs patient"),
  DE_TAX("steuer steuerid steuernummer idnr identifikationsnummer steueridentifikationsnummer tin tax finanzamt"),
  ES_ID("nif dni nie identidad identificación documento extranjero"),
  IT_CODE("codice fiscale cf"),
  CANADA_SIN("sin insurance nas assurance sociale canada canadian"),
  SG_ID("nric fin singapore identity"),
  THAI_ID("thai thailand citizen national บัตรประชาชน ประชาชน ประจำตัว"),
  CPF("cpf cadastro contribuinte"),
  CNPJ("cnpj cadastro empresa");

  private final String words;

  Context(String words) {
    this.words = words;
  }

  /** Its place in a set of contexts; lives only as long as a scan. */
  @SuppressWarnings("EnumOrdinal")
  long bit() {
    return 1L << ordinal();
  }

  boolean in(long contexts) {
    return (contexts & bit()) != 0;
  }

  Stream<String> words() {
    return words.lines().flatMap(line -> Stream.of(line.split(" ", -1)));
  }
}
