package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.AdmittedMachine;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.ApprovedVersions;
import io.understudy.versions.release.SnapshotRecallService;
import io.understudy.versions.review.ReviewService;
import io.understudy.versions.review.ReviewedRevision;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** The way of a version to production by tokens, up to where the word of a person counts. */
@Tag("rules")
class ReviewStepsTest extends ApiTest {
    private static final String FACT = "{\"kind\":\"FACT\",\"words\":\"Holds in all twelve pictures.\"}";

    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    JdbcClient jdbc;

    private CharacterId ava;
    private VersionId version;
    private String address;
    private SignedInPerson jon;
    private String reviewer;

    @BeforeEach
    void avaHasAVersion() {
        stories.forget();
        ava = characterWithAPicture("Ava", "ohwx woman");
        version = versions.ofRun(stories.finished(ava, 10, 1e-4).run())
                .orElseThrow()
                .id();
        address = "/api/v1/versions/" + version.value();
        jon = people.reviewer("Jon");
        reviewer = tokenOf(jon, Set.of(TokenScope.READ, TokenScope.REVIEW));
    }

    @Test
    void aVersionIsSubmittedAndWithdrawnAsItWasRead() throws Exception {
        String read = get(address + "/review").header("ETag");

        assertThat(post(address + "/submit", "").status()).isEqualTo(428);
        Reply submitted = post(address + "/submit", "", "If-Match", read);
        assertThat(submitted.status()).as(submitted.response().body()).isEqualTo(200);
        assertThat(submitted.text("state")).isEqualTo("IN_REVIEW");
        assertThat(submitted.header("ETag")).isNotEqualTo(read);
        assertThat(get(address + "/review").header("ETag")).isEqualTo(submitted.header("ETag"));
        assertThat(post(address + "/submit", "", "If-Match", read).status()).isEqualTo(412);
        assertThat(post(address + "/submit", "", "If-Match", "*").status()).isIn(409, 422);

        token = reviewer;
        assertThat(post(address + "/withdraw", "", "If-Match", "*").status())
                .as("only who asked takes it back")
                .isEqualTo(422);
        token = tokenOf(mara, Set.of(TokenScope.REVIEW));
        assertThat(post(address + "/withdraw", "", "If-Match", submitted.header("ETag"))
                        .text("state"))
                .isEqualTo("DRAFT");
        assertThat(verbs()).contains("version.submitted", "version.review-withdrawn");
    }

    @Test
    @Tag("attack")
    void anApprovalThatTheTrailDoesNotHaveIsMarkedInEveryAnswer() throws Exception {
        assertThat(get(address).body().path("contradicted").asBoolean(true)).isFalse();

        ApprovedVersions.approve(
                jdbc,
                event -> {},
                version,
                jon.accountId(),
                people.admin("Ines").accountId());

        assertThat(get(address).body().path("contradicted").asBoolean()).isTrue();
        for (String list : List.of("/versions", "/production")) {
            assertThat(get("/api/v1/characters/ava" + list)
                            .body()
                            .at("/items/0/contradicted")
                            .asBoolean())
                    .as(list)
                    .isTrue();
        }
    }

    @Test
    void aReviewersTokenTicksAndUnticksWithEvidence() throws Exception {
        submit();
        String item = address + "/checklist/"
                + get(address + "/checklist").items("key").getFirst();
        token = reviewer;
        String read = get(item).header("ETag");
        String tick = "{\"note\":\"Looked at it.\",\"evidence\":[" + FACT + "]}";

        assertThat(post(item + "/tick", tick).status()).isEqualTo(428);
        Reply ticked = post(item + "/tick", tick, "If-Match", read);
        assertThat(ticked.status()).as(ticked.response().body()).isEqualTo(200);
        assertThat(ticked.body().path("ticked").asBoolean()).isTrue();
        assertThat(ticked.text("tickedBy")).isEqualTo("Jon via pipeline");
        assertThat(post(item + "/tick", tick, "If-Match", read).status()).isEqualTo(412);
        assertThat(post(item + "/tick", tick, "If-Match", "*").status()).isEqualTo(409);

        assertThat(post(item + "/untick", "{\"reason\":\" \"}", "If-Match", "*").text("field"))
                .isEqualTo("reason");
        Reply open = post(item + "/untick", "{\"reason\":\"Not in profile.\"}", "If-Match", ticked.header("ETag"));
        assertThat(open.body().path("ticked").asBoolean(true)).isFalse();
        Reply none = post(item + "/untick", "{\"reason\":\"Not in profile.\"}", "If-Match", open.header("ETag"));
        assertThat(none.status())
                .as("a tick that came meanwhile is not taken back unread")
                .isEqualTo(409);
        assertThat(none.text("detail")).contains("nothing to take back");
        assertThat(get(address + "/checklist").items("ticked")).containsOnly("false");
        assertThat(verbs()).contains("version.item-ticked", "version.item-unticked");
    }

    @Test
    void evidenceIsUploadedAndNamed() throws Exception {
        submit();
        String item = address + "/checklist/"
                + get(address + "/checklist").items("key").getFirst();
        token = reviewer;
        Reply picture = upload(address + "/evidence?kind=PICTURE&fileName=1.jpg", PHOTO);
        assertThat(picture.status()).as(picture.response().body()).isEqualTo(201);
        assertThat(picture.text("kind")).isEqualTo("PICTURE");

        Reply ticked = post(
                item + "/tick",
                "{\"note\":\"Looked.\",\"evidence\":[" + picture.body() + "," + FACT + "]}",
                "If-Match",
                get(item).header("ETag"));
        assertThat(ticked.body().path("evidence").asInt()).isGreaterThanOrEqualTo(2);
        for (String wrong : List.of(
                "{\"kind\":\"PICTURE\",\"words\":\"x\"}",
                "{\"kind\":\"CELL\",\"sha256\":\"" + "0".repeat(64) + "\"}",
                "{\"kind\":\"SAMPLE\",\"sha256\":\"" + "0".repeat(64) + "\",\"words\":\"x\"}")) {
            String other = address + "/checklist/"
                    + get(address + "/checklist").items("key").getLast();
            Reply refused =
                    post(other + "/tick", "{\"note\":\"Looked.\",\"evidence\":[" + wrong + "]}", "If-Match", "*");
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.text("field")).isEqualTo("evidence");
        }
        assertThat(post(item + "/tick", "{\"note\":\"x\",\"evidence\":[{\"kind\":\"VERDICT\"}]}", "If-Match", "*")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Tag("attack")
    void aTickNamesNothingOfTheStoreThatWasNotSentAsEvidence() throws Exception {
        submit();
        String item = address + "/checklist/"
                + get(address + "/checklist").items("key").getFirst();
        String original = get("/api/v1/characters/ava/pictures").items("sha256").getFirst();
        SignedInPerson lin = people.reviewer("Lin");
        token = tokenOf(lin, Set.of(TokenScope.READ, TokenScope.REVIEW));
        String ofLin = upload(address + "/evidence?kind=FILE&fileName=notes.txt", PHOTO)
                .body()
                .toString();
        token = reviewer;

        for (String evidence : List.of(
                "{\"kind\":\"FILE\",\"sha256\":\"" + original + "\",\"words\":\"x\"}",
                "{\"kind\":\"PICTURE\",\"sha256\":\"" + original + "\",\"words\":\"x\"}",
                ofLin)) {
            Reply refused =
                    post(item + "/tick", "{\"note\":\"Looked.\",\"evidence\":[" + evidence + "]}", "If-Match", "*");
            assertThat(refused.status()).as(evidence).isEqualTo(422);
            assertThat(refused.text("detail")).contains("You sent no evidence with the sha256");
        }
        assertThat(get(address + "/checklist").items("ticked")).containsOnly("false");
    }

    @Test
    @Tag("attack")
    void aTokenOfAnAdminTicksNothingThatIsForAdmins() throws Exception {
        jdbc.sql("update checklist_template_item set ticked_by = 'ADMIN'").update();
        submit();
        String item = address + "/checklist/"
                + get(address + "/checklist").items("key").getFirst();
        token = tokenOf(people.admin("Ines"), Set.of(TokenScope.READ, TokenScope.REVIEW));

        Reply refused = post(item + "/tick", "{\"note\":\"Looked.\",\"evidence\":[" + FACT + "]}", "If-Match", "*");

        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.text("detail")).contains("admins only");
    }

    @Test
    void aReviewersTokenSendsBackWithAReason() throws Exception {
        submit();
        token = reviewer;
        String read = get(address + "/review").header("ETag");

        Reply back = post(address + "/send-back", "{\"reason\":\"The left hand.\"}", "If-Match", read);

        assertThat(back.text("state")).isEqualTo("CHANGES_REQUESTED");
        assertThat(back.body()
                        .path("decisions")
                        .valueStream()
                        .toList()
                        .getLast()
                        .path("reason")
                        .asString())
                .isEqualTo("The left hand.");
    }

    @Test
    @Tag("attack")
    void aTokenHasNoMoreThanItsScopeAndItsOwnersRole() throws Exception {
        submit();
        String item = address + "/checklist/"
                + get(address + "/checklist").items("key").getFirst();
        String tick = "{\"note\":\"Looked at it.\",\"evidence\":[" + FACT + "]}";

        assertThat(post(item + "/tick", tick, "If-Match", "*").status())
                .as("Mara is a member")
                .isEqualTo(403);
        assertThat(post(address + "/send-back", "{\"reason\":\"No.\"}", "If-Match", "*")
                        .status())
                .isEqualTo(403);
        token = tokenOf(jon, Set.of(TokenScope.READ, TokenScope.WRITE, TokenScope.TRAIN));
        for (String step : List.of("/submit", "/withdraw", "/send-back", "/comments")) {
            assertThat(post(address + step, "{}").text("detail")).as(step).contains("lacks the scope “review”");
        }
        token = tokenOf(jon, Set.of(TokenScope.READ, TokenScope.REVIEW), character("Bea", "sks woman"));
        for (String step : List.of("/submit", "/withdraw", "/send-back", "/comments")) {
            assertThat(post(address + step, "{}", "If-Match", "*").status())
                    .as(step)
                    .isEqualTo(404);
        }
        assertThat(post(item + "/tick", tick, "If-Match", "*").status()).isEqualTo(404);
        assertThat(get(address + "/comments").status()).isEqualTo(404);
    }

    @Test
    @Tag("attack")
    void noTokenSignsApprovesRevokesRecallsOrReinstates() throws Exception {
        submit();
        SignedInPerson ines = people.admin("Ines");
        token = tokenOf(ines, Set.of(TokenScope.READ, TokenScope.REVIEW));
        String proven = "{\"reason\":\"Withdrawn.\",\"password\":\"" + People.PASSWORD + "\"}";
        String snapshot = snapshot();

        for (String step : List.of(address + "/sign-off", address + "/approval")) {
            Reply refused = post(step, "{\"password\":\"" + People.PASSWORD + "\"}", "If-Match", "*");
            assertThat(refused.status()).as(step).isEqualTo(403);
            assertThat(refused.text("detail")).contains("No program signs or approves");
        }
        for (String step : List.of(address + "/revoke", snapshot + "/recall", snapshot + "/reinstate")) {
            Reply refused = post(step, proven, "If-Match", "*");
            assertThat(refused.status()).as(step).isEqualTo(403);
            assertThat(refused.text("detail")).startsWith("No program");
        }
        assertThat(get(address).text("state")).isEqualTo("IN_REVIEW");
        assertThat(jdbc.sql("select subject_name from audit_row where verb = 'access.refused'")
                        .query(String.class)
                        .list())
                .contains("ReviewStepController.sign", "SnapshotRecallController.recall");
    }

    @Test
    @Tag("attack")
    void theServiceItselfTakesNoSignatureOfAToken() throws Exception {
        submit();
        tickAll();
        AdmittedMachine machine = tokens.admit(reviewer).orElseThrow();
        ReviewedRevision seen = versions.details(version).revision();
        var who = (UsernamePasswordAuthenticationToken) People.authentication(machine.person());
        who.setDetails(machine.grant());
        SecurityContextHolder.getContext().setAuthentication(who);

        assertThatThrownBy(() -> reviews.signOff(version, seen)).isInstanceOf(AccessDeniedException.class);
        people.signIn(jon);
        assertThat(versions.details(version).signatures()).isEmpty();
    }

    @Test
    void peopleSignAndApproveInTheirSessions() throws Exception {
        submit();
        tickAll();
        Session jons = new Session("jon@example.org");
        assertThat(jons.post(address + "/sign-off", "", "If-Match", "\"other\"").statusCode())
                .isEqualTo(412);
        assertThat(jons.post(address + "/sign-off", "").statusCode()).isEqualTo(428);
        assertThat(jons.post(address + "/sign-off", "", "If-Match", "*").statusCode())
                .as("who signs has read it")
                .isEqualTo(412);
        assertThat(jons.post(address + "/sign-off", "", "If-Match", revision()).statusCode())
                .isEqualTo(200);
        people.admin("Ines");
        Session ines = new Session("ines@example.org");
        assertThat(ines.post(address + "/approval", "{}", "If-Match", revision())
                        .statusCode())
                .isEqualTo(422);
        assertThat(ines.post(address + "/approval", "{\"password\":\"wrong\"}", "If-Match", revision())
                        .body())
                .contains("not your password");
        String proven = "{\"password\":\"" + People.PASSWORD + "\"}";
        assertThat(jons.post(address + "/approval", proven, "If-Match", revision())
                        .statusCode())
                .as("Jon is no admin")
                .isEqualTo(403);
        assertThat(ines.post(address + "/approval", proven, "If-Match", revision())
                        .statusCode())
                .isEqualTo(200);
        assertThat(versions.production(ava)).isPresent();

        HttpResponse<String> revoked = ines.post(
                address + "/revoke",
                "{\"reason\":\"A photo was not ours.\",\"password\":\"" + People.PASSWORD + "\"}",
                "If-Match",
                revision());
        assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
        assertThat(versions.details(version).state()).isEqualTo(VersionState.REVOKED);
    }

    @Test
    @Tag("attack")
    void whoTickedByATokenIsHeldToTheFourEyesAsOnTheScreens() throws Exception {
        submit();
        tickAll();
        people.signIn(mara);
        HttpResponse<String> own =
                new Session("mara@example.org").post(address + "/sign-off", "", "If-Match", revision());

        assertThat(own.statusCode()).isEqualTo(403);
        SignedInPerson lin = people.reviewer("Lin");
        token = tokenOf(mara, Set.of(TokenScope.REVIEW));
        assertThat(post(address + "/withdraw", "", "If-Match", "*").status()).isEqualTo(200);
        token = tokenOf(lin, Set.of(TokenScope.READ, TokenScope.REVIEW));
        assertThat(post(address + "/submit", "", "If-Match", "*").status()).isEqualTo(200);
        HttpResponse<String> hers =
                new Session("lin@example.org").post(address + "/sign-off", "", "If-Match", revision());
        assertThat(hers.statusCode()).as("who asks for the review is a maker").isEqualTo(422);
    }

    @Test
    void anAdminRecallsASnapshotAndReinstatesIt() throws Exception {
        people.admin("Ines");
        Session ines = new Session("ines@example.org");
        String snapshot = snapshot();
        String proven = "{\"reason\":\"She withdrew.\",\"password\":\"" + People.PASSWORD + "\"}";

        HttpResponse<String> recalled = ines.post(snapshot + "/recall", proven);

        assertThat(recalled.statusCode()).as(recalled.body()).isEqualTo(200);
        Reply read = get(snapshot + "/recall");
        assertThat(read.body().path("recalled").asBoolean()).isTrue();
        assertThat(read.text("reason")).isEqualTo("She withdrew.");
        assertThat(ines.post(snapshot + "/reinstate", proven, "If-Match", "\"other\"")
                        .statusCode())
                .isEqualTo(412);
        assertThat(get(address).body().path("recalled").asBoolean()).isTrue();
        assertThat(ines.post(snapshot + "/recall", proven).statusCode()).isEqualTo(409);
        assertThat(ines.post(snapshot + "/reinstate", proven.replace(People.PASSWORD, "wrong"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(ines.post(snapshot + "/reinstate", proven).statusCode()).isEqualTo(200);
        assertThat(recalls.of(new SnapshotId(snapshot.replaceAll(".*/", "")))).isEmpty();
        assertThat(new Session("mara@example.org")
                        .post(snapshot + "/recall", proven)
                        .statusCode())
                .as("Mara is a member")
                .isEqualTo(403);
        assertThat(verbs()).contains("snapshot.recalled", "snapshot.recall-lifted");
    }

    @Test
    void commentsAreWrittenAndReadInParts() throws Exception {
        String item = get(address + "/checklist").items("key").getFirst();
        for (int number = 1; number <= 3; number++) {
            assertThat(post(address + "/comments", "{\"words\":\"Comment " + number + "\"}")
                            .status())
                    .isEqualTo(201);
            clock.advance(Duration.ofSeconds(1));
        }
        post(address + "/comments", "{\"words\":\"Only the item\",\"item\":\"" + item + "\"}");

        Reply first = get(address + "/comments?limit=2");
        assertThat(first.items("words")).containsExactly("Comment 3", "Comment 2");
        assertThat(first.items("author")).containsOnly("Mara via pipeline");
        post(address + "/comments", "{\"words\":\"Meanwhile\"}");
        Reply second = get(address + "/comments?limit=2&cursor=" + first.text("next"));
        assertThat(second.items("words")).containsExactly("Comment 1");
        assertThat(get(address + "/comments?item=" + item).items("words")).containsExactly("Only the item");
        assertThat(get(address + "/comments?item=" + item + "&cursor=" + first.text("next"))
                        .status())
                .isEqualTo(400);
        assertThat(post(address + "/comments", "{\"words\":\" \"}").text("field"))
                .isEqualTo("words");
        assertThat(post(address + "/comments", "{\"words\":\"x\",\"item\":\"none\"}")
                        .status())
                .isEqualTo(404);
    }

    private void submit() throws Exception {
        String before = token;
        token = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.REVIEW));
        assertThat(post(address + "/submit", "", "If-Match", "*").status()).isEqualTo(200);
        token = before;
    }

    private void tickAll() throws Exception {
        String before = token;
        token = reviewer;
        for (String key : get(address + "/checklist").items("key")) {
            Reply ticked = post(
                    address + "/checklist/" + key + "/tick",
                    "{\"note\":\"Looked at it.\",\"evidence\":[" + FACT + "]}",
                    "If-Match",
                    "*");
            assertThat(ticked.status()).as(ticked.response().body()).isEqualTo(200);
        }
        token = before;
    }

    private String revision() throws Exception {
        return get(address + "/review").header("ETag");
    }

    private String snapshot() throws Exception {
        return "/api/v1/snapshots/"
                + get("/api/v1/characters/ava/snapshots").items("id").getFirst();
    }

    private List<String> verbs() {
        return jdbc.sql("select verb from audit_row").query(String.class).list();
    }
}
