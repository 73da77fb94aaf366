package io.understudy.characters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;

@StudioTest
class CharacterServiceTest {
    private static final CharacterDraft AVA =
            CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", "Blonde, freckles, late twenties.");

    @Autowired
    CharacterService characters;

    @Autowired
    BlobStore blobs;

    @Autowired
    People people;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void signIn() {
        people.signIn(people.member("Mara"));
    }

    @Test
    void aNewCharacterIsFoundByItsSlug() {
        CharacterSummary ava = characters.create(AVA, LikenessBasis.SYNTHETIC);

        assertThat(ava.slug()).isEqualTo("ava-lindqvist");
        assertThat(characters.bySlug("ava-lindqvist")).isEqualTo(ava);
        assertThat(characters.get(ava.id()).likenessBasis()).isEqualTo(LikenessBasis.SYNTHETIC);
    }

    @Test
    void theOneThatWasChangedLastComesFirstAndTheArchivedAreLeftOut() {
        CharacterSummary ava = characters.create(AVA, null);
        clock.advance(Duration.ofMinutes(1));
        CharacterSummary emma = characters.create(CharacterDraft.of("Emma", "woman", "sks woman", ""), null);
        clock.advance(Duration.ofMinutes(1));
        CharacterSummary ida = characters.create(CharacterDraft.of("Ida", "woman", "zwx woman", ""), null);
        assertThat(characters.recent(2)).extracting(CharacterSummary::id).containsExactly(ida.id(), emma.id());

        clock.advance(Duration.ofMinutes(1));
        characters.edit(
                ava.id(), ava.rowVersion(), CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", "In a coat."));
        characters.archive(ida.id());

        assertThat(characters.recent(5)).extracting(CharacterSummary::id).containsExactly(ava.id(), emma.id());
    }

    @Test
    void twoOfTheSameNameGetDifferentAddresses() {
        characters.create(AVA, null);

        assertThat(characters
                        .create(CharacterDraft.of("Ava Lindqvist", "woman", "sks woman", ""), null)
                        .slug())
                .isEqualTo("ava-lindqvist-2");
    }

    @Test
    void aCommonTriggerWordIsRefusedInItsFieldWithASuggestionThatIsFree() {
        characters.create(AVA, null);

        assertThatThrownBy(() -> characters.create(CharacterDraft.of("Emma", "woman", "Emma", ""), null))
                .asInstanceOf(type(DomainException.RuleViolation.class))
                .returns("triggerWord", DomainException.RuleViolation::field)
                .satisfies(broken -> assertThat(broken.words()).contains("common word", "sks woman"));
    }

    @Test
    void aTriggerWordCallsOneCharacterWhateverItsCase() {
        characters.create(AVA, null);

        assertThatThrownBy(() -> characters.create(CharacterDraft.of("Emma", "woman", "OHWX  Woman", ""), null))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("already the trigger word of Ava Lindqvist");
    }

    @Test
    void twoWhoTakeTheSameTriggerWordAtTheSameMomentEndWithOneCharacter() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> first = threads.submit(creation("Ava", together));
            Future<Boolean> second = threads.submit(creation("Ida", together));
            assertThat(List.of(first.get(2, TimeUnit.MINUTES), second.get(2, TimeUnit.MINUTES)))
                    .containsExactlyInAnyOrder(true, false);
        }
        assertThat(characters.page(new CharacterFilter("", false), Pageable.ofSize(10)))
                .hasSize(1);
    }

    private Callable<Boolean> creation(String name, CyclicBarrier together) {
        return () -> {
            people.signIn(people.member("Mara"));
            together.await(2, TimeUnit.MINUTES);
            try {
                characters.create(CharacterDraft.of(name, "woman", "ohwx woman", ""), null);
                return true;
            } catch (DomainException.RuleViolation taken) {
                return false;
            }
        };
    }

    @Test
    void aStaleSaveIsRefusedAndNamesWhoWasFaster() {
        CharacterSummary ava = characters.create(AVA, null);
        people.signIn(people.member("Jon"));
        characters.edit(ava.id(), ava.rowVersion(), CharacterDraft.of("Ava L.", "woman", "ohwx woman", ""));
        people.signIn(people.member("Mara"));

        assertThatThrownBy(() -> characters.edit(ava.id(), ava.rowVersion(), AVA))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Jon");
        assertThat(characters.get(ava.id()).name()).isEqualTo("Ava L.");
    }

    @Test
    void anEditKeepsTheSlugAndItsOwnTriggerWord() {
        CharacterSummary ava = characters.create(AVA, null);

        CharacterSummary edited = characters.edit(
                ava.id(), ava.rowVersion(), CharacterDraft.of("Ava Berg", "person", "ohwx woman", "new"));

        assertThat(edited.slug()).isEqualTo("ava-lindqvist");
        assertThat(edited.subject()).isEqualTo("person");
        assertThat(edited.rowVersion()).isGreaterThan(ava.rowVersion());
    }

    @Test
    void withoutALikenessBasisNoRunIsLaunchable() {
        CharacterSummary ava = characters.create(AVA, null);

        assertThatThrownBy(() -> characters.requireLaunchable(ava.id()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("likeness basis")
                .hasMessageContaining("Consent tab");
        characters.declareLikeness(
                ava.id(), ava.rowVersion(), new LikenessDeclaration(LikenessBasis.OWN, "It is me.", null));
        characters.requireLaunchable(ava.id());
    }

    @Test
    void archivingIsTakenBack() {
        CharacterSummary ava = characters.create(AVA, LikenessBasis.SYNTHETIC);

        characters.archive(ava.id());
        assertThat(characters.page(new CharacterFilter("", false), Pageable.ofSize(10)))
                .isEmpty();
        assertThat(characters.page(new CharacterFilter("", true), Pageable.ofSize(10)))
                .hasSize(1);
        assertThatThrownBy(() -> characters.requireLaunchable(ava.id())).hasMessageContaining("archived");

        characters.restore(ava.id());
        assertThat(characters.page(new CharacterFilter("", false), Pageable.ofSize(10)))
                .hasSize(1);
    }

    @Test
    void theSearchFindsPartsOfNameAndTriggerWordAndTakesWildcardsLiterally() {
        characters.create(AVA, null);
        characters.create(CharacterDraft.of("100% Ida", "woman", "sks woman", ""), null);

        assertThat(found("LIND")).containsExactly("Ava Lindqvist");
        assertThat(found("sks")).containsExactly("100% Ida");
        assertThat(found("0%")).containsExactly("100% Ida");
        assertThat(found("_")).isEmpty();
    }

    private List<String> found(String text) {
        return characters.page(new CharacterFilter(text, false), Pageable.ofSize(10)).stream()
                .map(CharacterSummary::name)
                .toList();
    }

    @Test
    void aCoverIsRetainedAndTheOldOneReleased() {
        CharacterSummary ava = characters.create(AVA, null);
        BlobHash first = picture("first");
        BlobHash second = picture("second");

        characters.useAsCover(ava.id(), first);
        characters.useAsCover(ava.id(), second);

        assertThat(characters.get(ava.id()).cover()).isEqualTo(second);
        assertThatThrownBy(() -> blobs.release(first)).isInstanceOf(IllegalStateException.class);
    }

    private BlobHash picture(String bytes) {
        return blobs.store(bytes.getBytes(StandardCharsets.UTF_8), "image/jpeg", Serving.INLINE)
                .hash();
    }

    @Test
    void nobodyWhoIsNotSignedInReadsTheLibrary() {
        SecurityContextHolder.clearContext();

        assertThatThrownBy(() -> characters.bySlug("ava-lindqvist"))
                .isInstanceOf(AuthenticationCredentialsNotFoundException.class);
    }
}
