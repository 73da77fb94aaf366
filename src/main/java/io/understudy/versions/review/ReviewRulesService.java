package io.understudy.versions.review;

import io.understudy.audit.AuditRowSettled;
import io.understudy.identity.AdminsOnly;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.registry.LoosenedRulesRepository;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The team's rules of review. They count from the moment they are saved, for versions that wait, too. */
@Service
@Transactional(readOnly = true)
public class ReviewRulesService {
    private static final Setting SIGN_OFFS = Setting.number("review.sign-offs", 1);
    private static final Setting APPROVER_DIFFERS = Setting.onOff("review.approver-differs", true);

    private final SettingsService settings;
    private final LoosenedRulesRepository loosened;
    private final Reauthentication passwords;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReviewRulesService(
            SettingsService settings,
            LoosenedRulesRepository loosened,
            Reauthentication passwords,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.settings = settings;
        this.loosened = loosened;
        this.passwords = passwords;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    @MembersAndSystem
    public ReviewRules current() {
        return new ReviewRules(settings.number(SIGN_OFFS), settings.on(APPROVER_DIFFERS));
    }

    /** Whether these ask for less than those in force, which takes the password. */
    @AdminsOnly
    public boolean areLoosenedBy(ReviewRules rules) {
        return rules.isLooserThan(current());
    }

    /**
     * Changes the rules to ones that ask for as much or more.
     *
     * @throws DomainException.RuleViolation in field {@code password} when they ask for less
     */
    @AdminsOnly
    @Transactional
    public void change(ReviewRules rules) {
        if (areLoosenedBy(rules)) {
            throw DomainException.RuleViolation.in("password", "The review rules are loosened with the password only.");
        }
        store(rules);
    }

    /**
     * Changes the rules. Who loosens them is a maker of every version that is not decided yet, and of each whose run
     * was launched before, unless they are as strict again when it ends.
     *
     * @throws DomainException.Conflict when they signed such a version
     * @throws DomainException.RuleViolation in field {@code password} when it was typed too long ago
     */
    @AdminsOnly
    @Transactional
    public void change(ReviewRules rules, PasswordProof proof) {
        passwords.require(proof);
        store(rules);
    }

    private void store(ReviewRules rules) {
        ReviewRules before = current();
        if (rules.isLooserThan(before)) {
            loosen(before, rules);
        }
        loosened.forgetWhatIsRestored(rules.signOffs(), rules.approverDiffers());
        settings.change(SIGN_OFFS, String.valueOf(rules.signOffs()));
        settings.change(APPROVER_DIFFERS, String.valueOf(rules.approverDiffers()));
    }

    private void loosen(ReviewRules before, ReviewRules after) {
        UUID account = requireNoSignature("Let another admin loosen the rules, or wait until it is decided.");
        String words = "loosened the rules of review (" + before.words() + "; now " + after.words() + ")";
        Instant now = clock.instant();
        loosened.keep(account, words, now, before.signOffs(), before.approverDiffers());
        addMaker(account, words, now, DecisionTrailCheck.LOOSENED, "rules", before.words(), after.words());
    }

    /** Makes the person who settled a row of the trail a maker of every version that it may have been about. */
    @EventListener
    @AdminsOnly
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(AuditRowSettled settled) {
        UUID account = requireNoSignature("Let another admin settle the row, or revoke that version.");
        addMaker(
                account,
                DecisionTrailCheck.settled(String.valueOf(settled.row())),
                clock.instant(),
                DecisionTrailCheck.SETTLED,
                "broken rows",
                String.valueOf(settled.row()),
                "");
    }

    private UUID requireNoSignature(String instead) {
        UUID account = actor.get().id();
        loosened.signedBy(account).ifPresent(file -> {
            throw new DomainException.Conflict("You signed " + file + ", which is not decided yet. " + instead);
        });
        return account;
    }

    /** @param fact what changed, with its values */
    private void addMaker(
            UUID account, String words, Instant now, String act, String fact, String before, String after) {
        loosened.addMaker(account, words, now).forEach(version -> {
            auditEvents.publish(
                    act,
                    version.subject(),
                    Map.of(fact, before),
                    Map.of(fact, after, DecisionTrailCheck.MAKERS, account.toString()));
            if (version.isInReview()) {
                events.publishEvent(new EvidenceChanged(version.id()));
            }
        });
    }
}
