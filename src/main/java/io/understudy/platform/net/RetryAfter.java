package io.understudy.platform.net;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a service wishes not to be asked again. */
public final class RetryAfter {
    private RetryAfter() {}

    /** A number of seconds, or a date, which is compared with the sender's own clock where it says what that shows. */
    public static Optional<Duration> of(HttpHeaders headers) {
        Optional<String> after = headers.firstValue("Retry-After").map(String::strip);
        return after.filter(text -> text.matches("\\d{1,9}"))
                .map(number -> Duration.ofSeconds(Long.parseLong(number)))
                .or(() -> after.flatMap(RetryAfter::date)
                        .map(then -> Duration.between(
                                headers.firstValue("Date")
                                        .flatMap(RetryAfter::date)
                                        .orElseGet(Instant::now),
                                then))
                        .filter(Duration::isPositive));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
