// Golden values of an independent HDR histogram, the original by Gil Tene.
// Source: Debian libhdrhistogram-java 2.1.11-1 (HdrHistogram 2.1.11), openjdk 17.
// Command: java -cp /usr/share/java/hdrhistogram.jar GoldenHistogram.java > histogram.golden
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

public class GoldenHistogram {
    static final double[] PERCENTILES = {
        0.001, 1, 5, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.995, 99.999, 100 };

    public static void main(String[] args) {
        System.out.println("# Percentiles by Gil Tene's HdrHistogram: test data, regenerate, do not edit.");
        System.out.println("# source: HdrHistogram 2.1.11 (Debian libhdrhistogram-java 2.1.11-1)");
        System.out.println("# command: java -cp /usr/share/java/hdrhistogram.jar GoldenHistogram.java > histogram.golden");
        System.out.println("# random: the first numbers of java.util.SplittableRandom(seed)");
        System.out.println("# case: lowest highest digits seed values interval; then total count, and percentile=value");
        System.out.println("# values: twice a random number r, (r >>> 1) >>> (28 + (second & 31)), at most the highest");
        random(1);
        random(42);
        random(-7);
        one(10, 36_000_000_000L, 3, 1, 100_000, 0);
        one(1, 3_600_000_000L, 2, 2, 100_000, 0);
        one(1, 1_000_000_000_000L, 5, 3, 100_000, 0);
        one(1000, 100_000_000L, 1, 4, 100_000, 0);
        one(7, 36_000_000_000L, 4, 5, 100_000, 0);
        one(10, 36_000_000L, 3, 6, 2_000, 1_000_000);
        one(10, 36_000_000L, 2, 7, 2_000, 7_777);
    }

    static void random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder line = new StringBuilder("random " + seed);
        for (int i = 0; i < 5; i++) {
            line.append(' ').append(Long.toUnsignedString(random.nextLong()));
        }
        System.out.println(line);
    }

    static void one(long lowest, long highest, int digits, long seed, int values, long interval) {
        Histogram histogram = new Histogram(lowest, highest, digits);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < values; i++) {
            long value = (random.nextLong() >>> 1) >>> (28 + (int) (random.nextLong() & 31));
            histogram.recordValueWithExpectedInterval(Math.min(value, highest), interval);
        }
        StringBuilder line = new StringBuilder(
            "case " + lowest + " " + highest + " " + digits + " " + seed + " " + values + " " + interval);
        line.append(' ').append(histogram.getTotalCount());
        for (double percentile : PERCENTILES) {
            line.append(' ').append(percentile).append('=').append(histogram.getValueAtPercentile(percentile));
        }
        System.out.println(line);
    }
}
