package io.understudy.providers.fal;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What goes wrong at fal and on the way to it, by chance. */
public final class FalFaultPlan {
    private static final List<String> CALLS =
            List.of("initiate", "upload", "submit", "status", "status", "result", "download", "cancel");
    private static final String PAGE = "<html>Bad gateway</html>";
    private static final List<FakeAnswer> NOT_TAKEN = List.of(
            FakeAnswer.of(429, "{\"detail\":\"Too many\"}"),
            new FakeAnswer(429, "", Map.of("Retry-After", "90")),
            new FakeAnswer(429, "", Map.of("Retry-After", date(Duration.ofMinutes(3)))),
            new FakeAnswer(429, "", Map.of("Retry-After", "999999999")),
            FakeAnswer.of(503, "{\"detail\":\"Busy\",\"error_type\":\"runner_scheduling_failure\"}"),
            FakeAnswer.of(403, "{\"detail\":\"Exhausted balance\"}"));
    private static final List<FakeAnswer> NONSENSE = List.of(
            FakeAnswer.of(500, PAGE),
            FakeAnswer.of(502, PAGE),
            FakeAnswer.of(503, PAGE),
            FakeAnswer.of(504, "{\"detail\":\"timeout\",\"error_type\":\"request_timeout\"}"),
            FakeAnswer.of(408, ""),
            FakeAnswer.of(409, "{\"detail\":\"conflict\"}"),
            FakeAnswer.of(307, ""),
            FakeAnswer.of(200, ""),
            FakeAnswer.of(200, "[]"),
            FakeAnswer.of(200, "\"IN_QUEUE\""),
            FakeAnswer.of(200, "{\"status\":\"IN_QUEUE\",\"request_id\":\"a"),
            FakeAnswer.of(200, "{\"status\":7,\"request_id\":\"../other\",\"queue_position\":1e99}"),
            FakeAnswer.of(202, "{\"status\":\"IN_PROGRESS\",\"queue_position\":99999999999,\"logs\":[7,\"\\u0000\"]}"),
            FakeAnswer.of(200, "{\"diffusers_lora_file\":{\"url\":\"https:///nowhere\"}}"),
            FakeAnswer.of(200, PAGE));
    private static final List<FakeAnswer> TROUBLE = List.of(
            FakeAnswer.of(404, "{\"detail\":\"Request not found\"}"),
            FakeAnswer.of(401, "{\"detail\":\"Invalid authentication credentials\"}"),
            FakeAnswer.of(400, "{\"detail\":\"Request is still in progress\"}"),
            new FakeAnswer(429, "", Map.of("Retry-After", "600")));

    private FalFaultPlan() {}

    private static String date(Duration fromNow) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(fromNow));
    }

    public static void plan(FakeFal fal, Random chance) {
        for (String call : CALLS) {
            int trouble = chance.nextInt(6) == 0 ? chance.nextInt(20) : chance.nextInt(3);
            for (int time = 0; time < trouble; time++) {
                plan(fal, call, chance);
            }
        }
        if (chance.nextInt(12) == 0) {
            fal.answerAlways(one(List.of("status", "result", "download"), chance), one(TROUBLE, chance));
        }
    }

    private static void plan(FakeFal fal, String call, Random chance) {
        switch (chance.nextInt(call.equals("submit") ? 3 : 4)) {
            case 0 -> fal.cutOffOnce(call);
            case 1 -> fal.garbleOnce(call, one(NONSENSE, chance));
            case 2 -> fal.answerOnce(call, one(NOT_TAKEN, chance));
            default -> fal.answerOnce(call, one(TROUBLE, chance));
        }
    }

    private static <T> T one(List<T> all, Random chance) {
        return all.get(chance.nextInt(all.size()));
    }
}
