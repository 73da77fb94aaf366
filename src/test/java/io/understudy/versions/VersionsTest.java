package io.understudy.versions;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;

import com.vaadin.flow.component.Component;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.platform.core.CurrentActor;
import io.understudy.storage.BlobStore;
import io.understudy.support.PageTest;
import io.understudy.support.ReplaceableBeans;
import io.understudy.support.SettableClock;
import io.understudy.training.runs.RunService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.registry.FinishedRuns;
import io.understudy.versions.review.ReviewRulesService;
import io.understudy.versions.review.ReviewService;
import io.understudy.versions.review.ReviewedRevision;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Base of the tests about versions: a team, runs that finish, the steps everyone takes, and a browser that is not
 * there.
 */
public abstract class VersionsTest extends PageTest {
    public static final List<String> ITEMS = List.of("face", "body", "prompts", "artifacts", "strengths", "compatible");

    @Autowired
    protected ReplaceableBeans beans;

    @Autowired
    protected VersionService versions;

    @Autowired
    protected ReviewService reviews;

    @Autowired
    protected ReviewRulesService rules;

    @Autowired
    CurrentActor actor;

    @Autowired
    protected ChecklistService checklist;

    @Autowired
    public BlobStore blobs;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected SettableClock clock;

    @Autowired
    protected ApplicationEventPublisher events;

    @Autowired
    protected TransactionTemplate transaction;

    public CharacterService characters;
    public RunService trainedRuns;
    public FinishedRuns runs;
    protected SignedInPerson mara;
    protected SignedInPerson jon;
    protected SignedInPerson ines;

    @BeforeEach
    protected void gatherTheTeam() {
        characters = beans.mock(CharacterService.class);
        trainedRuns = beans.mock(RunService.class);
        DatasetService datasets = beans.mock(DatasetService.class);
        runs = new FinishedRuns(events, transaction, blobs, versions, characters, datasets, trainedRuns);
        runs.begin();
        mara = people.member("Mara");
        jon = people.reviewer("Jon");
        ines = people.admin("Ines");
    }

    /** That the signed-in person typed their password just now. */
    protected PasswordProof proof() {
        return people.proofOf(actor.get().id());
    }

    protected VersionDetails details(VersionId id) {
        return versions.details(id);
    }

    protected ReviewedRevision seen(VersionId id) {
        return versions.details(id).revision();
    }

    protected VersionId draft() {
        return runs.finish(mara, mara);
    }

    /** The named people made it: the first one launched the run, the others gave pictures or captions. */
    protected VersionId draftOf(SignedInPerson launcher, SignedInPerson... contributors) {
        return runs.finish(launcher, contributors);
    }

    protected VersionId inReview() {
        VersionId id = draft();
        people.signIn(mara);
        reviews.submit(id, seen(id));
        return id;
    }

    protected VersionId changesRequested() {
        VersionId id = inReview();
        people.signIn(jon);
        reviews.sendBack(id, seen(id), "The hands have six fingers.");
        return id;
    }

    protected VersionId signedOff() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        return id;
    }

    protected VersionId approved() {
        VersionId id = signedOff();
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());
        return id;
    }

    public VersionId superseded() {
        VersionId first = approved();
        approved();
        return first;
    }

    public VersionId revoked() {
        VersionId id = approved();
        reviews.revoke(id, seen(id), "The consent was withdrawn.", proof());
        return id;
    }

    public VersionId in(VersionState state) {
        return switch (state) {
            case DRAFT -> draft();
            case IN_REVIEW -> inReview();
            case CHANGES_REQUESTED -> changesRequested();
            case SIGNED_OFF -> signedOff();
            case APPROVED -> approved();
            case SUPERSEDED -> superseded();
            case REVOKED -> revoked();
        };
    }

    protected void tickAll(VersionId id) {
        details(id).checklist().stream()
                .filter(line -> !line.isTicked())
                .forEach(line -> checklist.tick(
                        id,
                        line.item().key(),
                        "Looked at it.",
                        List.of(Evidence.fact("Holds in all twelve pictures."))));
    }

    public void act(ReviewAction action, VersionId id, ReviewedRevision seen) {
        switch (action) {
            case SUBMIT -> reviews.submit(id, seen);
            case SIGN_OFF -> reviews.signOff(id, seen);
            case WITHDRAW -> reviews.withdraw(id, seen);
            case SEND_BACK -> reviews.sendBack(id, seen, "Not yet.");
            case APPROVE -> reviews.approve(id, seen, proof());
            case RENEW -> reviews.renew(id, seen);
            case REVOKE -> reviews.revoke(id, seen, "Withdrawn.", proof());
            case SUPERSEDE -> throw new IllegalArgumentException("Nobody supersedes by hand");
        }
    }

    /** Presses a key on a page about versions. */
    protected static void press(String key) {
        Component keys = _get(
                Component.class,
                spec -> spec.withPredicate(component -> !component.getElement().isTextNode()
                        && component.getElement().getTag().equals("page-keys")
                        && component.getElement().getAttribute("keys").contains("a")));
        fire(keys, "page-key", JsonNodeFactory.instance.objectNode().put("event.detail.key", key));
    }
}
