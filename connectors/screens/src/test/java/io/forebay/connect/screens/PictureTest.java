package io.forebay.connect.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  @ParameterizedTest
  @CsvSource({"png, image/png", "jpg, image/jpeg"})
  void readsKindAndSizeOfWhatOthersWrite(String format, String mediaType) throws Exception {
    assertThat(Picture.of(image(format, 641, 27))).isEqualTo(new Picture(mediaType, 641, 27));
  }

  /** The first bytes of files that libwebp 1.4 writes. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          524946460000000057454250 56503820 00000000 300100 9d012a 8002 e001, 640, 480
          524946460000000057454250 5650384c 00000000 2f 7fc27700, 640, 480
          524946460000000057454250 56503858 0a000000 10000000 7f0200 df0100, 640, 480
          """)
  void readsTheThreeKindsOfWebP(String hex, int width, int height) throws Exception {
    assertThat(Picture.of(bytes(hex))).isEqualTo(new Picture("image/webp", width, height));
  }

  @Test
  void readsAJpegBehindFillBytesAndOtherSegments() throws Exception {
    assertThat(Picture.of(bytes("ffd8 ffe00004abcd ffff fffe00036f ffc2 0011 08 0010 0020 03"))).isEqualTo(new Picture("image/jpeg", 32, 16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "474946383961 0a00 0a00",
        "ffd8",
        "ffd8 ffe00000",
        "ffd8 ffe0ffff",
        "ffd8 ffda 0008",
        "ffd8 ffc0 0011 08",
        "ffd8 00000000",
        "89504e470d0a1a0a 0000000d 49484452 0000",
        "89504e470d0a1a0a 0000000d 49484452 00000000 00000001",
        "89504e470d0a1a0a 0000000d 49484452 00008001 00000001",
        "89504e470d0a1a0a 0000000d 49484452 ffffffff ffffffff",
        "524946460000000057454250",
        "524946460000000057454250 5650384c",
        "524946460000000057454250 414c5048 00000000"
      })
  void refusesWhatIsNoPicture(String hex) {
    assertThatThrownBy(() -> Picture.of(bytes(hex))).isInstanceOf(BadObservationException.class);
  }

  @Test
  void endsOnEveryBeginningOfAPicture() throws Exception {
    byte[] whole = image("jpg", 10, 10);
    for (int length = 0; length < whole.length; length++) {
      byte[] beginning = Arrays.copyOf(whole, length);
      try {
        assertThat(Picture.of(beginning).width()).isEqualTo(10);
      } catch (BadObservationException e) {
        assertThat(e).hasMessageContaining("the ");
      }
    }
  }

  static byte[] image(String format, int width, int height) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
