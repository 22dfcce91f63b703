package digitscope.ui.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {
  private final Amounts amounts = new Amounts();

  @Test
  void writesSmallCountsWhole() {
    assertThat(amounts.count(0)).isEqualTo("0");
    assertThat(amounts.count(9_999)).isEqualTo("9,999");
    assertThat(amounts.exact(93_322)).isEqualTo("93,322");
  }

  @Test
  void writesLargeCountsWithThreeDigits() {
    assertThat(amounts.count(93_322)).isEqualTo("93.3 k");
    assertThat(amounts.count(999_949)).isEqualTo("1.00 M");
    assertThat(amounts.count(4_241_152)).isEqualTo("4.24 M");
    assertThat(amounts.count(7_000_000_000_000L)).isEqualTo("7000 G");
  }

  @Test
  void writesBytesInPowersOf1024() {
    assertThat(amounts.bytes(1_023)).isEqualTo("1023 B");
    assertThat(amounts.bytes(1_280)).isEqualTo("1.25 KB");
    assertThat(amounts.bytes(86_528)).isEqualTo("84.5 KB");
    assertThat(amounts.bytes(3L << 30)).isEqualTo("3.00 GB");
  }

  @Test
  void writesTimesInTheUnitThatFits() {
    assertThat(amounts.time(512.4)).isEqualTo("512 ns");
    assertThat(amounts.time(12_345)).isEqualTo("12.3 µs");
    assertThat(amounts.time(1_500_000)).isEqualTo("1.50 ms");
    assertThat(amounts.time(2e9)).isEqualTo("2.00 s");
  }
}
