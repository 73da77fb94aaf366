package io.understudy.versions;

import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.people.SignedInPerson;
import io.understudy.storage.BlobStore;
import io.understudy.support.SettableClock;
import io.understudy.support.ViewTest;
import io.understudy.training.RunService;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Base of the tests about versions: a team, runs that finish, the steps everybody takes, and a browser that is not
 * there.
 */
abstract class VersionsTest extends ViewTest {
    static final List<String> ITEMS = List.of("face", "body", "prompts", "artifacts", "strengths", "compatible");

    @MockitoBean
    CharacterService characters;

    @MockitoBean
    DatasetService datasets;

    @MockitoBean
    RunService trainedRuns;

    @Autowired
    VersionService versions;

    @Autowired
    ChecklistService checklist;

    @Autowired
    BlobStore blobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    FinishedRuns runs;
    SignedInPerson mara;
    SignedInPerson jon;
    SignedInPerson ines;

    @BeforeEach
    protected void gatherTheTeam() {
        runs = new FinishedRuns(events, transaction, blobs, versions, characters, datasets, trainedRuns);
        runs.begin();
        mara = people.member("Mara");
        jon = people.reviewer("Jon");
        ines = people.admin("Ines");
    }

    VersionDetails details(VersionId id) {
        return versions.details(id);
    }

    /** What a person who looks at the page right now would send along. */
    Seen seen(VersionId id) {
        return versions.details(id).seen();
    }

    /** Mara launches a run with her own pictures. */
    VersionId draft() {
        return runs.finish(mara, mara);
    }

    VersionId inReview() {
        VersionId id = draft();
        people.signIn(mara);
        versions.submit(id, seen(id));
        return id;
    }

    VersionId changesRequested() {
        VersionId id = inReview();
        people.signIn(jon);
        versions.sendBack(id, seen(id), "The hands have six fingers.");
        return id;
    }

    VersionId signedOff() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        versions.signOff(id, seen(id));
        return id;
    }

    VersionId approved() {
        VersionId id = signedOff();
        people.signIn(ines);
        versions.approve(id, seen(id));
        return id;
    }

    VersionId superseded() {
        VersionId first = approved();
        approved();
        return first;
    }

    VersionId revoked() {
        VersionId id = approved();
        versions.revoke(id, seen(id), "The consent was withdrawn.");
        return id;
    }

    VersionId in(VersionState state) {
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

    void tickAll(VersionId id) {
        details(id).checklist().stream()
                .filter(line -> !line.isTicked())
                .forEach(line -> checklist.tick(
                        id,
                        line.item().key(),
                        "Looked at it.",
                        List.of(Evidence.fact("Holds in all twelve pictures."))));
    }

    void act(VersionVerb verb, VersionId id, Seen seen) {
        switch (verb) {
            case SUBMIT -> versions.submit(id, seen);
            case SIGN_OFF -> versions.signOff(id, seen);
            case SEND_BACK -> versions.sendBack(id, seen, "Not yet.");
            case APPROVE -> versions.approve(id, seen);
            case REVOKE -> versions.revoke(id, seen, "Withdrawn.");
            case SUPERSEDE -> throw new IllegalArgumentException("Nobody supersedes by hand");
        }
    }
}
