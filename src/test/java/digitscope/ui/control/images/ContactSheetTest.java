package digitscope.ui.control.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContactSheetTest {
  private static final int WHITE = 0xffffffff;

  @Test
  void enlargesOnePicturePixelByPixel() {
    ArgbPixels sheet = ContactSheet.of(List.of(new ArgbPixels(new int[] {1, 2, 3, 4, 5, 6}, 2, 3)));
    // 280 / 3 is 93 times.
    assertThat(sheet.width()).isEqualTo(3 * 93);
    assertThat(sheet.height()).isEqualTo(2 * 93);
    assertThat(at(sheet, 0, 0)).isEqualTo(1);
    assertThat(at(sheet, 92, 92)).isEqualTo(1);
    assertThat(at(sheet, 92, 93)).isEqualTo(2);
    assertThat(at(sheet, 93, 0)).isEqualTo(4);
    assertThat(at(sheet, 185, 278)).isEqualTo(6);
  }

  @Test
  void putsSeveralInRowsWithGapsBetween() {
    ArgbPixels sheet =
        ContactSheet.of(List.of(filled(1), filled(2), filled(3), filled(4), filled(5)));
    // Three columns of 4 times 28 pixels with gaps of 2, two rows.
    assertThat(sheet.width()).isEqualTo(3 * 112 + 2 * 2);
    assertThat(sheet.height()).isEqualTo(2 * 112 + 2);
    assertThat(at(sheet, 111, 111)).isEqualTo(1);
    assertThat(at(sheet, 111, 112)).isEqualTo(WHITE);
    assertThat(at(sheet, 0, 114)).isEqualTo(2);
    assertThat(at(sheet, 0, 339)).isEqualTo(3);
    assertThat(at(sheet, 113, 0)).isEqualTo(WHITE);
    assertThat(at(sheet, 114, 0)).isEqualTo(4);
    assertThat(at(sheet, 225, 225)).isEqualTo(5);
    assertThat(at(sheet, 225, 339)).isEqualTo(WHITE);
  }

  @Test
  void manyPicturesAreSmallerSoThatTheSheetStaysSmallEnough() {
    int most = ContactSheet.most(28, 28);
    assertThat(most).isGreaterThan(10_000);
    ArgbPixels sheet = ContactSheet.of(Collections.nCopies(10_000, filled(1)));
    assertThat(sheet.argb()).hasSizeLessThanOrEqualTo(16_000_000);
    assertThat(sheet.width()).isEqualTo(100 * 30 - 2);
  }

  private static int at(ArgbPixels sheet, int y, int x) {
    return sheet.argb()[y * sheet.width() + x];
  }

  private static ArgbPixels filled(int value) {
    int[] argb = new int[28 * 28];
    Arrays.fill(argb, value);
    return new ArgbPixels(argb, 28, 28);
  }
}
