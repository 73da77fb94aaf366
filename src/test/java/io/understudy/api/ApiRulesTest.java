package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.People;
import io.understudy.identity.access.TokenScope;
import io.understudy.support.RealBrowser;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What holds for every address: problems, parts of lists, revisions, and requests that are sent twice. */
class ApiRulesTest extends ApiTest {
    private static final String AVA = "{\"name\":\"Ava\",\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\"}";
    private static final String CHANGED =
            "{\"name\":\"Ava L\",\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\",\"description\":\"\"}";

    @Autowired
    JdbcClient jdbc;

    @Test
    void whatCannotBeReadIsAProblemThatNamesThePlace() throws Exception {
        assertProblem(post("/api/v1/characters", "{\"name\":"), 400, "not JSON");
        assertProblem(post("/api/v1/characters", ""), 400, "missing");
        Reply unknown = post("/api/v1/characters", AVA.replace("\"name\"", "\"nmae\":\"x\",\"name\""));
        assertProblem(unknown, 400, "not a property");
        assertThat(unknown.text("field")).isEqualTo("nmae");
        Reply missing = post("/api/v1/characters", "{\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\"}");
        assertProblem(missing, 400, "must not be null");
        assertThat(missing.text("field")).isEqualTo("name");
        Reply number = post("/api/v1/characters", AVA.replace("\"Ava\"", "[1]"));
        assertProblem(number, 400, "cannot have");
        assertThat(number.text("field")).isEqualTo("name");
        assertProblem(get("/api/v1/pictures/7"), 400, "cannot have");
        assertProblem(get("/api/v1/characters?limit=0"), 400, "limit");
        assertProblem(get("/api/v1/characters?cursor=zzz"), 400, "cursor");
    }

    @Test
    @Tag("attack")
    void aParameterThatIsGivenTwiceIsRefusedWhereThereIsOneValue() throws Exception {
        Reply twice = get("/api/v1/characters?limit=1&limit=200");
        assertProblem(twice, 400, "“limit” comes more than once");
        assertThat(twice.text("field")).isEqualTo("limit");
        assertProblem(get("/api/v1/characters?limit=1&%6Cimit=1"), 400, "“limit” comes more than once");
        assertThat(get("/api/v1/runs?state=QUEUED&state=RUNNING").status()).isEqualTo(200);
    }

    @Test
    void aMisspeltParameterIsRefusedAndNotIgnored() throws Exception {
        Reply misspelt = get("/api/v1/runs?sate=RUNNING");
        assertProblem(misspelt, 400, "It has archived, backend, character");
        assertThat(misspelt.text("field")).isEqualTo("sate");
        assertProblem(get("/api/v1/me?verbose=true"), 400, "It has none");
        assertProblem(get("/api/v1/characters?limit=1&%6Cimits=1"), 400, "“limits”");
        assertThat(get("/api/v1/characters?%6Cimit=1&").status()).isEqualTo(200);
        assertProblem(post("/api/v1/characters?dry=true", AVA, "Idempotency-Key", "k-1"), 400, "dry");
        assertThat(get("/api/v1/characters").items("slug")).isEmpty();
        assertThat(post("/api/v1/characters", AVA, "Idempotency-Key", "k-1").status())
                .as("nothing was kept under the key")
                .isEqualTo(201);
    }

    @Test
    void aProblemNamesAllThatIsWrongAndItsType() throws Exception {
        Reply missing = post("/api/v1/characters", "{\"slug\":\"ava\"}");

        assertProblem(missing, 400, "“name” must not be null. “subject” must not be null. “triggerWord” must");
        assertThat(missing.text("field")).isEqualTo("name");
        assertThat(missing.body().path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactly("name", "subject", "triggerWord");
        assertThat(missing.text("type")).isEqualTo("urn:understudy:problem:invalid-request");
        assertThat(get("/api/v1/characters/nobody").text("type")).isEqualTo("urn:understudy:problem:not-found");
        assertThat(get("/api/v1/me", "no-token").text("type")).isEqualTo("urn:understudy:problem:not-signed-in");

        post("/api/v1/characters", AVA, "Idempotency-Key", "ava");
        assertThat(post("/api/v1/characters", AVA.replace("Ava", "Eva"), "Idempotency-Key", "ava")
                        .text("type"))
                .isEqualTo("urn:understudy:problem:key-of-another-request");
    }

    @Test
    void whatIsNotThereIsAProblemAndNoPage() throws Exception {
        assertProblem(get("/api/v1/nothing/here"), 404, "no such address");
        assertProblem(get("/api/v1/characters/nobody"), 404, "");
        assertProblem(get("/api/v1/runs/4711"), 404, "no run 4711");
        assertProblem(put("/api/v1/me", "{}"), 405, "");
        assertProblem(upload("/api/v1/characters", PHOTO), 415, "");
    }

    @Test
    void whatARuleDeclinesNamesTheField() throws Exception {
        Reply declined = post("/api/v1/characters", AVA.replace("ohwx woman", "woman"));

        assertProblem(declined, 422, "");
        assertThat(declined.text("field")).isEqualTo("triggerWord");
    }

    @Test
    void aListComesInPartsThatFollowEachOther() throws Exception {
        IntStream.range(0, 5)
                .forEach(number -> character(
                        "Person " + number,
                        List.of("ohwx woman", "sks woman", "zwx woman", "qrx woman", "vrx woman")
                                .get(number)));

        Reply first = get("/api/v1/characters?limit=2");
        assertThat(first.header("Link")).endsWith("; rel=\"next\"").contains("cursor=" + first.text("next"));
        String address = first.header("Link").replaceAll("^<|>.*$", "");
        Reply second =
                get(URI.create(address).getRawPath() + "?" + URI.create(address).getRawQuery());
        Reply third = get("/api/v1/characters?limit=2&cursor=" + second.text("next"));

        assertThat(List.of(first, second, third).stream()
                        .flatMap(reply -> reply.items("slug").stream())
                        .distinct())
                .hasSize(5);
        assertThat(third.body().path("next").isNull()).isTrue();
        assertThat(third.header("Link")).isEmpty();
        assertThat(get("/api/v1/characters?limit=3&cursor=" + first.text("next"))
                        .items("slug"))
                .as("a part may be longer than the one before")
                .hasSize(3);
    }

    @Test
    void aChangeNeedsTheRevisionThatWasRead() throws Exception {
        String read = post("/api/v1/characters", AVA).header("ETag");

        assertProblem(put("/api/v1/characters/ava", CHANGED), 428, "If-Match");
        Reply changed = put("/api/v1/characters/ava", CHANGED, "If-Match", read);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(read);
        assertProblem(put("/api/v1/characters/ava", CHANGED, "If-Match", read), 412, "changed since");
        assertThat(get("/api/v1/characters/ava").text("name")).isEqualTo("Ava L");
    }

    @Test
    void theSameRequestUnderTheSameKeyIsDoneOnce() throws Exception {
        Reply first = post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");
        Reply again = post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(get("/api/v1/characters").items("slug")).containsExactly("ava");
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() throws Exception {
        post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");

        assertProblem(
                post("/api/v1/characters", AVA.replace("Ava", "Bea"), "Idempotency-Key", "k-1"),
                422,
                "another request");
        assertThat(get("/api/v1/characters").items("slug")).containsExactly("ava");
    }

    @Test
    void aRefusedRequestMayBeSentAgainUnderItsKey() throws Exception {
        post("/api/v1/characters", AVA.replace("ohwx woman", "woman"), "Idempotency-Key", "k-1");

        assertThat(post("/api/v1/characters", AVA, "Idempotency-Key", "k-1").status())
                .isEqualTo(201);
    }

    @Test
    void aRequestThatIsStillWorkedOnIsNotDoneTwiceUntilItIsGivenUp() throws Exception {
        post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");
        jdbc.sql("delete from contribution").update();
        jdbc.sql("delete from character_profile").update();
        jdbc.sql("update api_answer set status = null").update();

        Reply early = post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");
        assertProblem(early, 409, "still being worked on");
        assertThat(early.header("Retry-After")).isEqualTo("1");
        clock.advance(Duration.ofMinutes(16));
        assertThat(post("/api/v1/characters", AVA, "Idempotency-Key", "k-1").status())
                .isEqualTo(201);
    }

    @Test
    void whatNobodyKnowsTheAnswerOfIsNotDoneAgain() throws Exception {
        post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");
        jdbc.sql("update api_answer set body = null").update();
        assertProblem(post("/api/v1/characters", AVA, "Idempotency-Key", "k-1"), 409, "was done");

        jdbc.sql("update api_answer set status = 500").update();
        assertProblem(post("/api/v1/characters", AVA, "Idempotency-Key", "k-1"), 409, "half-way");
    }

    @Test
    void aKeyIsGoodForADay() throws Exception {
        post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");
        clock.advance(Duration.ofHours(24).plusMillis(1));

        Reply other = post("/api/v1/characters", AVA.replace("Ava", "Bea"), "Idempotency-Key", "k-1");

        assertThat(other.response().body()).doesNotContain("another request");
        assertThat(other.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void requestsWithOneKeyAtTheSameMomentAreDoneOnce() throws Exception {
        Callable<Reply> send = () -> post("/api/v1/characters", AVA, "Idempotency-Key", "k-1");
        List<Integer> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<Reply> reply : threads.invokeAll(Collections.nCopies(4, send))) {
                answers.add(reply.get().status());
            }
        }

        assertThat(answers).contains(201).isSubsetOf(201, 409);
        assertThat(get("/api/v1/characters").items("slug")).containsExactly("ava");
    }

    @Test
    void aBodyIsNoLargerThanAnyRequestNeeds() throws Exception {
        String large = AVA.replace("}", ",\"description\":\"" + "x".repeat(1_100_000) + "\"}");

        assertProblem(post("/api/v1/characters", large), 413, "");
        assertProblem(post("/api/v1/characters", large, "Idempotency-Key", "k-1"), 413, "");
        token = tokenOf(mara, Set.of(TokenScope.READ));
        assertProblem(post("/api/v1/characters", large, "Idempotency-Key", "k-1"), 403, "write");
    }

    @Test
    @Tag("attack")
    void whatIsNeitherJsonNorAFileIsNotTaken() throws Exception {
        character("Ava", "ohwx woman");
        for (String type : List.of(
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/cbor",
                "application/yaml",
                "application/xml")) {
            for (String address : List.of(
                    "/api/v1/characters", "/api/v1/characters/ava/pictures?fileName=1.jpg", "/api/v1/passports")) {
                assertProblem(
                        send(request(address, token)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString("fileName=1.jpg"))),
                        415,
                        "");
            }
        }
    }

    @Test
    void aRevisionIsNamedAsHttpNamesIt() throws Exception {
        String read = post("/api/v1/characters", AVA).header("ETag");

        assertProblem(put("/api/v1/characters/ava", CHANGED, "If-Match", "W/" + read), 412, "changed since");
        Reply changed = put("/api/v1/characters/ava", CHANGED, "If-Match", "\"other\", " + read);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(put("/api/v1/characters/ava", CHANGED, "If-Match", "*").status())
                .isEqualTo(200);
    }

    @Test
    @Tag("attack")
    void aSessionChangesSomethingOnlyWithItsTokenAgainstForgery() throws Exception {
        RealBrowser browser = new RealBrowser(port);
        browser.signIn("mara@example.org", People.PASSWORD);
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);

        HttpResponse<String> refused = browser.post("/api/v1/characters", "application/json", AVA);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");

        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]* content=\"([^\"]+)\"")
                .matcher(browser.get("/").body());
        assertThat(csrf.find()).isTrue();
        assertThat(browser.post("/api/v1/characters", "application/json", AVA, "X-CSRF-TOKEN", csrf.group(1))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aSessionIsGivenItsTokenAgainstForgery() throws Exception {
        RealBrowser browser = new RealBrowser(port);
        browser.signIn("mara@example.org", People.PASSWORD);

        String csrf =
                browser.get("/api/v1/me").headers().firstValue("X-CSRF-TOKEN").orElseThrow();
        assertThat(browser.post("/api/v1/characters", "application/json", AVA, "X-CSRF-TOKEN", csrf)
                        .statusCode())
                .isEqualTo(201);
        assertThat(get("/api/v1/me").header("X-CSRF-TOKEN"))
                .as("a token needs none")
                .isEmpty();

        String cookie = browser.get("/api/swagger-ui/index.html").headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("XSRF-TOKEN="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("Path=/api", "SameSite=Strict");
        String ofThePage = cookie.substring("XSRF-TOKEN=".length(), cookie.indexOf(';'));
        assertThat(browser.post(
                                "/api/v1/characters",
                                "application/json",
                                AVA.replace("Ava", "Bea").replace("ohwx", "sks"),
                                "X-CSRF-TOKEN",
                                ofThePage)
                        .statusCode())
                .isEqualTo(201);
        assertThat(browser.get("/api/swagger-ui/swagger-initializer.js").body())
                .contains("XSRF-TOKEN")
                .contains("X-CSRF-TOKEN");
    }

    @Test
    void anUploadIsRecognisedByItsBytes() throws Exception {
        character("Ava", "ohwx woman");
        String address = "/api/v1/characters/ava/pictures?fileName=1.jpg";

        Reply first = upload(address, PHOTO, "Idempotency-Key", "k-1");
        Reply again = upload(address, PHOTO, "Idempotency-Key", "k-1");

        assertThat(first.body().path("added").get(0).asString()).isEqualTo("1.jpg");
        assertThat(again.body()).isEqualTo(first.body());
        assertProblem(upload(address, new byte[] {1, 2, 3}, "Idempotency-Key", "k-1"), 422, "another request");
    }

    @Test
    void aKeyIsShortAndReadable() throws Exception {
        assertProblem(post("/api/v1/characters", AVA, "Idempotency-Key", "k".repeat(201)), 400, "Idempotency-Key");
    }

    private static void assertProblem(Reply reply, int status, String words) {
        assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.body().path("status").asInt()).isEqualTo(status);
        assertThat(reply.text("detail")).contains(words).doesNotContain("Exception");
    }
}
