package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.access.TokenScope;
import io.understudy.training.queue.FakeTrainingBackend;
import io.understudy.training.queue.RunFixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RunLogStreamTest extends ApiTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    FakeTrainingBackend told;

    private String log = "";
    private String run = "";
    private int step;

    @BeforeEach
    void aRunTrains() {
        stories.forget();
        run = "/api/v1/runs/"
                + stories.launch(characterWithAPicture("Ava", "ohwx woman"), 10, 1e-4)
                        .number();
        log = run + "/log/events";
        stories.start();
        say("one", "two");
    }

    private void say(String... lines) {
        List.of(lines).forEach(told.last().reporter::log);
        step++;
        stories.steps(step, step);
    }

    /** Nothing is left to send when the next test begins. */
    private List<String> end(BufferedReader events) throws Exception {
        people.signIn(mara);
        post(run + "/cancel", "");
        return events.lines().toList();
    }

    @Test
    void theLinesOfALogArriveUntilTheRunIsOver() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader events = open(http, 0)) {
            List<String> seen = until("\"two\"", events);
            assertThat(seen).contains("event:line", "id:1", "id:2").anyMatch(line -> line.contains("\"one\""));

            say("three");
            assertThat(until("\"three\"", events)).contains("id:3");

            assertThat(end(events)).noneMatch(line -> line.contains("\"one\""));
        }
    }

    @Test
    void aFollowerWhoComesBackGetsWhatFollows() throws Exception {
        say("three");
        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader events = open(http, 2)) {
            assertThat(until("\"three\"", events))
                    .contains("id:3")
                    .noneMatch(line -> line.contains("\"one\"") || line.contains("\"two\""));
            end(events);
        }
    }

    /** It is sent in parts, so that a token that ends meanwhile ends the stream. */
    @Test
    void aLongLogOfARunThatIsOverArrivesAsAWhole() throws Exception {
        say(IntStream.rangeClosed(3, 2_100).mapToObj(number -> "line " + number).toArray(String[]::new));
        post(run + "/cancel", "");

        try (HttpClient http = HttpClient.newHttpClient();
                BufferedReader events = open(http, 0)) {
            assertThat(events.lines().filter(line -> line.startsWith("id:")))
                    .contains("id:1", "id:1000", "id:1001", "id:2000", "id:2001", "id:2100")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    @Tag("attack")
    void aLogIsFollowedAsARunIs() throws Exception {
        assertThat(get(log, tokenOf(mara, Set.of(TokenScope.TRAIN))).status()).isEqualTo(403);
        String limited = tokenOf(mara, Set.of(TokenScope.READ), character("Bea", "sks woman"));
        assertThat(get(log, limited).status()).isEqualTo(404);
        for (int head = 0; head < 11; head++) {
            assertThat(send(request(log, token).method("HEAD", BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(200);
        }
        List<BufferedReader> open = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int stream = 0; stream < 10; stream++) {
                open.add(open(http, 0));
            }
            assertThat(get(log).status()).as("together with those of runs").isEqualTo(429);
            assertThat(get(run + "/events").status()).isEqualTo(429);
            for (BufferedReader lines : open) {
                end(lines);
            }
        }
    }

    /** Past the first line, so that the stream is counted. */
    private BufferedReader open(HttpClient http, int lastEventId) throws IOException, InterruptedException {
        InputStream events = http.send(
                        request(log, token)
                                .header("Last-Event-ID", Integer.toString(lastEventId))
                                .build(),
                        BodyHandlers.ofInputStream())
                .body();
        BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isNotNull();
        return lines;
    }

    private static List<String> until(String text, BufferedReader events) throws IOException {
        List<String> seen = new ArrayList<>();
        while (seen.stream().noneMatch(line -> line.contains(text))) {
            String line = events.readLine();
            assertThat(line)
                    .as("the stream ended before %s came, after %s", text, seen)
                    .isNotNull();
            seen.add(line);
        }
        return seen;
    }
}
