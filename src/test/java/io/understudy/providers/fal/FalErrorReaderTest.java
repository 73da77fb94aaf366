package io.understudy.providers.fal;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.net.RetryAfter;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape in which fal reports an error, as a maker reads it. */
class FalErrorReaderTest {
    @ParameterizedTest
    @CsvSource({
        "request_timeout, 504",
        "startup_timeout, 504",
        "runner_scheduling_failure, 503",
        "runner_connection_timeout, 503",
        "runner_disconnected, 503",
        "runner_connection_refused, 503",
        "runner_connection_error, 500",
        "runner_incomplete_response, 500",
        "runner_server_error, 500",
        "internal_error, 500"
    })
    void troubleOfFalsOwnIsWorthTryingAgainAndNotBilled(String type, int status) {
        String body = "{\"detail\":\"Something broke\",\"error_type\":\"" + type + "\"}";

        FalProblem.Refused flat = refused(status, type, Optional.empty(), body);
        FalProblem.Refused inStatus = FalErrorReader.inStatus("Something broke", type);

        assertThat(flat.words()).isEqualTo("fal.ai reports an error (" + type + "): Something broke.");
        assertThat(flat.isRetryable()).isTrue();
        assertThat(flat.advice()).contains("not yours");
        assertThat(inStatus.words()).contains(type, "Something broke");
    }

    @ParameterizedTest
    @CsvSource({
        "image_too_small, larger",
        "image_too_large, smaller",
        "image_load_error, JPEG or PNG",
        "unsupported_image_format, JPEG or PNG",
        "file_download_error, object store",
        "file_too_large, smaller",
        "face_detection_error, face",
        "content_policy_violation, policy",
        "sequence_too_short, Add pictures",
        "sequence_too_long, fewer",
        "greater_than_equal, Change what it names",
        "less_than, Change what it names",
        "multiple_of, Change what it names",
        "one_of, Change what it names",
        "feature_not_supported, Change what it names",
        "missing, Change what it names"
    })
    void whatIsWrongWithTheRequestIsNamedWithItsFieldAndWhatToDo(String type, String advice) {
        FalProblem.Refused refused = refused(
                422,
                "",
                Optional.of(false),
                "{\"detail\":[{\"loc\":[\"body\",\"images_data_url\"],\"msg\":\"is not right\",\"type\":\"" + type
                        + "\",\"url\":\"https://docs.fal.ai\",\"input\":\"x\",\"ctx\":{}}]}");

        assertThat(refused.words()).isEqualTo("fal.ai reports an error (" + type + "): images_data_url: is not right.");
        assertThat(refused.advice()).contains(advice);
        assertThat(refused.isRetryable()).isFalse();
    }

    @Test
    void severalDetailsBecomeOneSentenceEach() {
        FalProblem.Refused refused = refused(
                422,
                "",
                Optional.empty(),
                "{\"detail\":[{\"loc\":[\"body\",\"steps\"],\"msg\":\"too few\",\"type\":\"greater_than\"},"
                        + "{\"loc\":[\"body\"],\"msg\":\"unreadable\",\"type\":\"value_error\"}]}");

        assertThat(refused.words()).endsWith("steps: too few; unreadable.");
    }

    @Test
    void aPlainDetailIsRepeated() {
        assertThat(refused(422, "", Optional.empty(), "{\"detail\":\"No pictures found\"}")
                        .words())
                .isEqualTo("fal.ai reports an error (HTTP 422): No pictures found.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html><body>nginx</body></html>", "[]", "null", "\"text\"", "{}", "{\"detail\":7}", "{"})
    void anAnswerThatMakesNoSenseIsStillAnErrorInWords(String body) {
        FalProblem.Refused refused = refused(502, "", Optional.empty(), body);

        assertThat(refused.words())
                .startsWith("fal.ai reports an error (HTTP 502)")
                .doesNotContain("<", "nginx");
        assertThat(refused.advice()).isNotBlank();
        assertThat(refused.isRetryable()).isTrue();
    }

    @Test
    void aLongTextIsCut() {
        assertThat(refused(422, "", Optional.empty(), "{\"detail\":\"" + "x".repeat(5_000) + "\"}")
                        .words())
                .hasSizeLessThan(400)
                .endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({
        "401, refuses the key, enter the key again",
        "403, does not allow this, empty balance",
        "404, does not know this, Change what it names",
        "429, takes no more requests, not yours"
    })
    void whatTheAccountMeetsIsSaidPlainly(int status, String words, String advice) {
        FalProblem.Refused refused = refused(status, "", Optional.empty(), "{\"detail\":\"No\"}");

        assertThat(refused.words()).contains(words);
        assertThat(refused.advice()).contains(advice);
    }

    @Test
    void theHeaderDecidesWhetherItIsWorthTryingAgain() {
        assertThat(refused(500, "", Optional.of(true), "").isRetryable()).isTrue();
        assertThat(refused(503, "", Optional.of(false), "").isRetryable()).isFalse();
    }

    @ParameterizedTest
    @Tag("attack")
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                " 0 | 0",
                "Mon, 02 Mar 2026 09:02:00 GMT | 120",
                "Mon, 02 Mar 2026 08:00:00 GMT |",
                "soon |",
                "-5 |"
            })
    void aWishToWaitIsANumberOfSecondsOrADate(String header, @Nullable Integer seconds) {
        HttpHeaders headers = headers(Map.of("Retry-After", header, "Date", "Mon, 02 Mar 2026 09:00:00 GMT"));

        assertThat(RetryAfter.of(headers))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @ParameterizedTest
    @Tag("attack")
    @CsvSource({
        "429, '', true",
        "400, '', true",
        "403, '', true",
        "422, '', true",
        "503, runner_scheduling_failure, true",
        "503, '', false",
        "500, internal_error, false",
        "502, '', false",
        "408, '', false",
        "409, '', false",
        "307, '', false"
    })
    void onlyAnAnswerOfFalsOwnRulesOutThatASubmitWasAccepted(int status, String type, boolean ruledOut) {
        assertThat(refused(status, type, Optional.empty(), "").rulesOutAccept()).isEqualTo(ruledOut);
    }

    private static FalProblem.Refused refused(int status, String type, Optional<Boolean> retryable, String body) {
        Map<String, String> headers = new HashMap<>();
        if (!type.isEmpty()) {
            headers.put("X-Fal-Error-Type", type);
        }
        retryable.ifPresent(again -> headers.put("X-Fal-Retryable", again.toString()));
        return FalErrorReader.of(status, headers(headers), body);
    }

    private static HttpHeaders headers(Map<String, String> all) {
        return HttpHeaders.of(
                all.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))),
                (name, value) -> true);
    }
}
