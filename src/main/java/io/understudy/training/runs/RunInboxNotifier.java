package io.understudy.training.runs;

import io.understudy.characters.CharacterService;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.platform.core.Actor;
import io.understudy.platform.text.Formats;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.backends.TrainingBackends;
import org.springframework.stereotype.Component;

@Component
public class RunInboxNotifier {
    private final InboxService inbox;
    private final CharacterService characters;
    private final TrainingBackends backends;

    RunInboxNotifier(InboxService inbox, CharacterService characters, TrainingBackends backends) {
        this.inbox = inbox;
        this.characters = characters;
        this.backends = backends;
    }

    public void ended(TrainingRun run) {
        Notice notice =
                switch (run.state()) {
                    case SUCCEEDED ->
                        new Notice(NoticeKind.DONE, title(run, "is done"), about(run), RunRoutes.of(run.number()));
                    case FAILED -> problem(run, "failed");
                    case LOST -> problem(run, "was given up");
                    case UNCONFIRMED -> problem(run, "is unconfirmed: an admin decides");
                    case AWAITING_APPROVAL, QUEUED, PREPARING, RUNNING, COLLECTING, CANCELLED ->
                        throw new IllegalStateException("Run " + run.number() + " has not ended: it is " + run.state());
                };
        inbox.send(new AccountId(run.launchedBy()), notice);
        if (run.state() == RunState.UNCONFIRMED) {
            askAdmins(run, "is unconfirmed");
        }
    }

    void awaitingApproval(TrainingRun run) {
        askAdmins(run, "is waiting to be released");
    }

    /** Notifies the person who launched it of what someone else decided; no one is asked for that decision now. */
    void decided(TrainingRun run, String what, Actor by) {
        decided(run, what, by, "");
    }

    /** @param why may be empty */
    void decided(TrainingRun run, String what, Actor by, String why) {
        inbox.settle(RunRoutes.of(run.number()));
        if (!run.launchedBy().equals(by.id())) {
            inbox.send(
                    new AccountId(run.launchedBy()),
                    new Notice(
                            NoticeKind.NEWS,
                            title(run, what),
                            "By " + by.name() + (why.isEmpty() ? "." : ": " + why),
                            RunRoutes.of(run.number())));
        }
    }

    private void askAdmins(TrainingRun run, String what) {
        inbox.sendToAll(
                Role.ADMIN,
                new Notice(
                        NoticeKind.REQUEST,
                        title(run, what),
                        about(run) + ", launched by " + run.launchedByName(),
                        RunRoutes.of(run.number())));
    }

    private static Notice problem(TrainingRun run, String what) {
        String why = run.failure();
        return new Notice(NoticeKind.PROBLEM, title(run, what), why == null ? "" : why, RunRoutes.of(run.number()));
    }

    private static String title(TrainingRun run, String what) {
        return "Run " + run.number() + " " + what;
    }

    private String about(TrainingRun run) {
        return characters.get(run.character()).name() + " · "
                + Formats.plural(run.parameters().steps(), "step", "steps") + " on "
                + backends.nameOf(run.backend());
    }
}
