package io.understudy.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.characters.CharacterId;
import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.People;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.snippets.SnippetService;
import io.understudy.shell.SearchController.Group;
import io.understudy.support.RealBrowser;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetService;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@StudioTest
class SearchControllerTest {
    @Autowired
    SearchController search;

    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    SheetService sheets;

    @Autowired
    TemplateService templates;

    @Autowired
    SnippetService snippets;

    @Autowired
    StackService stacks;

    @Autowired
    LoraFileService loraFiles;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    @LocalServerPort
    int port;

    private CharacterId ava;

    @BeforeEach
    void aTeamWithAFewThings() {
        people.reviewer("Avalon");
        people.signIn(people.member("Mara"));
        ava = stories.character("Ava Lindqvist", "ohwx woman");
    }

    @AfterEach
    void forgetRuns() {
        stories.forget();
    }

    @Test
    void everyKindOfThingIsFound() {
        long number = stories.finished(ava, 10, 1e-4).number();
        VersionDetails version = versions.ofRun(stories.finished(ava, 20, 1e-4).run())
                .map(card -> versions.details(card.id()))
                .orElseThrow();
        sheets.forUploads(version.card().id());
        templates.create(TemplateDraft.of("Avalanche", "[trigger] [subject] in the snow"), "");

        List<Group> found = search.find("ava");

        assertThat(found)
                .extracting(Group::title)
                .containsExactlyInAnyOrder(
                        "Characters", "Runs", "Versions", "Test sheets", "Prompt templates", "People");
        assertThat(found)
                .extracting(Group::rank)
                .as("groups whose names begin so come first")
                .isSorted();
        assertThat(hits(found, "Characters"))
                .extracting(SearchHit::title, SearchHit::path)
                .containsExactly(tuple("Ava Lindqvist", "characters/ava-lindqvist"));
        assertThat(hits(found, "Runs")).hasSize(2);
        assertThat(hits(found, "Test sheets"))
                .extracting(SearchHit::title)
                .containsExactly("Test sheet 1 of " + version.card().name());
        assertThat(hits(search.find("run " + number), "Runs").getFirst().path()).isEqualTo("runs/" + number);
        assertThat(hits(search.find("1.jpg"), "Pictures"))
                .extracting(SearchHit::path)
                .singleElement()
                .asString()
                .startsWith("characters/ava-lindqvist/dataset?show=captions&only=");
        assertThat(hits(search.find("test sheet"), "Test sheets")).hasSize(1);
    }

    @Test
    void aPersonLeadsToTheTeamSearchedForThem() {
        assertThat(hits(search.find("avalon"), "People"))
                .extracting(SearchHit::path)
                .containsExactly("team?q=avalon%40example.org");
    }

    @Test
    void snippetsStacksAndLoraFilesAreFoundByTheirNamesFirst() {
        snippets.create("film-light", "soft light of analog film");
        snippets.create("rim", "rim light, on film");
        stacks.create(new StackDraft("Film noir", "for portraits", StackPlan.ofTheGuide()));
        loraFiles.take(
                "film grain.safetensors",
                new ByteArrayInputStream(SyntheticLora.kohyaFlux1(2, 1f).bytes()));

        List<Group> found = search.find("film");

        assertThat(hits(found, "Snippets"))
                .extracting(SearchHit::title, SearchHit::path)
                .containsExactly(
                        tuple("film-light", "prompts/snippets?name=film-light"),
                        tuple("rim", "prompts/snippets?name=rim"));
        assertThat(hits(found, "Stacks"))
                .singleElement()
                .returns("Film noir", SearchHit::title)
                .satisfies(hit -> assertThat(hit.path()).startsWith("prompts/stack?stack="));
        assertThat(hits(found, "LoRA files"))
                .extracting(SearchHit::title, SearchHit::path)
                .containsExactly(tuple("film grain.safetensors", "prompts/loras?q=film+grain.safetensors"));
    }

    @Test
    void aGroupHoldsNoMoreThanOneLooksAt() {
        for (int take = 0; take < SearchText.MOST + 2; take++) {
            templates.create(TemplateDraft.of("Harbour " + take, "[trigger] [subject]"), "");
        }

        assertThat(hits(search.find("harbour"), "Prompt templates")).hasSize(SearchText.MOST);
    }

    @Test
    void signsOfPatternsAreMeantLiterally() {
        assertThat(search.find("%")).isEmpty();
        assertThat(search.find("_v")).isEmpty();
        assertThat(search.find("   ")).isEmpty();
    }

    @Test
    void nobodySearchesWithoutASignIn() {
        SecurityContextHolder.clearContext();

        assertThatThrownBy(() -> search.find("ava"))
                .isInstanceOfAny(AuthenticationCredentialsNotFoundException.class, AccessDeniedException.class);
    }

    @Test
    @Tag("attack")
    void aPersonHasSoManySearchesAMinuteAndIsToldHowManyAreLeft() throws Exception {
        RealBrowser mara = new RealBrowser(port);
        mara.signIn("mara@example.org", People.PASSWORD);
        HttpResponse<String> first = mara.get("/search?text=ava");
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"searches\";q=120;w=60");
        assertThat(first.headers().firstValue("RateLimit")).hasValue("\"searches\";r=119;t=60");
        for (int search = 1; search < Budget.SEARCHES.perMinute(); search++) {
            mara.get("/search?text=");
        }

        HttpResponse<String> refused = mara.get("/search?text=ava");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("61");
        assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"searches\";r=0;t=60");
        RealBrowser avalon = new RealBrowser(port);
        avalon.signIn("avalon@example.org", People.PASSWORD);
        assertThat(avalon.get("/search?text=ava").statusCode())
                .as("another person")
                .isEqualTo(200);
        clock.advance(Duration.ofSeconds(61));
        assertThat(mara.get("/search?text=ava").statusCode()).isEqualTo(200);
    }

    @Test
    void whatLeavesTheProductAsAFileIsCounted() {
        assertThat(handlers.getHandlerMethods().values())
                .filteredOn(handler -> Set.of(
                                "SnapshotExportController",
                                "VersionFileController",
                                "ReleaseBundleController",
                                "VersionLineageController")
                        .contains(handler.getBeanType().getSimpleName().replaceAll("\\$.*", "")))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(handler -> assertThat(handler.getMethodAnnotation(Budgeted.class))
                        .as(handler.toString())
                        .isNotNull());
    }

    private static List<SearchHit> hits(List<Group> found, String title) {
        return found.stream()
                .filter(group -> group.title().equals(title))
                .findFirst()
                .orElseThrow()
                .hits();
    }
}
