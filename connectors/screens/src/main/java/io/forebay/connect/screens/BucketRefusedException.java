package io.forebay.connect.screens;

/** Says what a bucket does not allow, which trying again does not mend. */
final class BucketRefusedException extends Exception {
  private final String setting;

  /**
   * @param setting whose value is to be looked at
   * @param sentence without anything secret
   */
  BucketRefusedException(String setting, String sentence) {
    super(sentence);
    this.setting = setting;
  }

  String setting() {
    return setting;
  }
}
