package io.understudy.platform.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

public final class Formats {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Formats() {}

    /**
     * Bytes in decimal units, as networks, drives and most file managers count: {@code 3.2 MB}, and {@code 8 GB} where it is
     * exactly that. Limits are set in the same units, so that they read as round numbers.
     */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        boolean rounded = value < 10 && value != Math.rint(value);
        return String.format(Locale.ROOT, rounded ? "%.1f %s" : "%.0f %s", value, BYTE_UNITS[unit]);
    }

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    /** A learning rate as trainers write it: {@code 1e-4}, {@code 5e-5}, {@code 1.5e-4}. */
    public static String learningRate(double rate) {
        if (rate == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(rate).round(new MathContext(3));
        int exponent = exact.precision() - exact.scale() - 1;
        BigDecimal mantissa = exact.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }

    /** A duration in its two largest units: {@code 1 h 4 min}, {@code 3 min 20 s}, {@code 8 s}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds % 60 == 0 ? seconds / 60 + " min" : seconds / 60 + " min " + seconds % 60 + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 48 * 60) {
            return minutes % 60 == 0 ? minutes / 60 + " h" : minutes / 60 + " h " + minutes % 60 + " min";
        }
        return minutes / (24 * 60) + " d";
    }

    public static String relative(Instant instant, Instant now) {
        Duration past = Duration.between(instant, now);
        Duration distance = past.abs();
        if (distance.toSeconds() < 10) {
            return "just now";
        }
        String words = distance.toSeconds() < 60
                ? distance.toSeconds() + " s"
                : distance.toMinutes() < 60
                        ? distance.toMinutes() + " min"
                        : distance.toHours() < 48 ? distance.toHours() + " h" : distance.toDays() + " days";
        return past.isNegative() ? "in " + words : words + " ago";
    }

    public static String plural(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }
}
