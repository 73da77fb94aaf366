package io.understudy.prompts.templates;

import io.understudy.people.MembersAndSystem;
import io.understudy.people.MembersOnly;
import io.understudy.people.ReviewersOnly;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class TemplateVersionService {
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{1,29}");
    private static final int MOST_LABELS = 10;

    private final TemplateService templates;
    private final TemplateVersions versions;
    private final TemplateLabels labels;
    private final CurrentActor actor;
    private final Acts acts;
    private final Clock clock;

    TemplateVersionService(
            TemplateService templates,
            TemplateVersions versions,
            TemplateLabels labels,
            CurrentActor actor,
            Acts acts,
            Clock clock) {
        this.templates = templates;
        this.versions = versions;
        this.labels = labels;
        this.actor = actor;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * Versions of a template, the latest first.
     *
     * @throws Refusal.NotFound when there is no such template
     */
    public List<TemplateVersion> of(PromptId id, int skip, int most) {
        templates.get(id);
        return versions.of(id, skip, most);
    }

    public TemplateVersion get(PromptId id, int number) {
        templates.get(id);
        return versions.one(id, number).orElseThrow(TemplateService::noVersion);
    }

    public Map<PromptId, TemplateVersion> inProduction(Collection<PromptId> ids) {
        return versions.labelled(ids, Marks.PRODUCTION);
    }

    public List<LabelStand> labels(PromptId id) {
        return labels.of(id);
    }

    /**
     * Saves an old version once more, as the latest.
     *
     * @param rowVersion of the template as it was seen
     * @throws Refusal.Conflict when someone saved in between
     */
    @MembersOnly
    @Transactional
    public TemplateDetails restore(PromptId id, long rowVersion, int number) {
        return templates.save(id, rowVersion, get(id, number).draft(), "Restored version " + number);
    }

    /**
     * Puts a custom label on a version.
     *
     * @param seen where it was when the person decided, or null when it was new
     * @throws Refusal.RuleBroken in {@code label} for {@value Marks#PRODUCTION}, which reviewers move
     * @throws Refusal.Conflict when it is elsewhere by now
     */
    @MembersOnly
    @Transactional
    public void moveLabel(PromptId id, String label, int number, @Nullable Integer seen) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        if (name.equals(Marks.PRODUCTION)) {
            throw Refusal.RuleBroken.in(
                    "label", "Only reviewers move “production”: it marks the version that everyone should use.");
        }
        if (!LABEL.matcher(name).matches()) {
            throw Refusal.RuleBroken.in(
                    "label", "A label has 2 to 30 letters, digits and -, beginning with a letter: candidate.");
        }
        if (labels.of(id).size() >= MOST_LABELS && labels.one(id, name).isEmpty()) {
            throw Refusal.RuleBroken.in("label", "A template has at most " + MOST_LABELS + " labels.");
        }
        move(id, name, number, seen);
    }

    /**
     * Names the version that everyone should use.
     *
     * @param seen the version it was, or null when none was
     * @throws Refusal.Conflict when another one has been named by now
     */
    @ReviewersOnly
    @Transactional
    public void moveProduction(PromptId id, int number, @Nullable Integer seen) {
        move(id, Marks.PRODUCTION, number, seen);
    }

    private void move(PromptId id, String label, int number, @Nullable Integer seen) {
        TemplateVersion target = get(id, number);
        if (seen != null && seen == number) {
            return;
        }
        if (!labels.move(id, label, number, seen, actor.get().name(), clock.instant())) {
            throw new Refusal.Conflict(labels.one(id, label)
                    .map(now -> now.movedBy() + " moved “" + label + "” to version " + now.number()
                            + " in the meantime. Reload the page and decide again.")
                    .orElse("“" + label + "” was taken off in the meantime. Reload the page and decide again."));
        }
        acts.publish(
                "prompt.label-moved",
                subject(target),
                seen == null ? Map.of() : Map.of(label, "version " + seen),
                Map.of(label, "version " + number));
    }

    /**
     * Takes a label off.
     *
     * @throws Refusal.RuleBroken for {@value Marks#PRODUCTION}
     */
    @MembersOnly
    @Transactional
    public void removeLabel(PromptId id, String label) {
        if (label.equals(Marks.PRODUCTION)) {
            throw new Refusal.RuleBroken("Only reviewers take “production” off a version.");
        }
        remove(id, label);
    }

    /** Leaves no version named for everyone; fillings then take the latest one. */
    @ReviewersOnly
    @Transactional
    public void removeProduction(PromptId id) {
        remove(id, Marks.PRODUCTION);
    }

    private void remove(PromptId id, String label) {
        labels.one(id, label).ifPresent(stand -> {
            labels.remove(id, label);
            acts.publish(
                    "prompt.label-removed",
                    subject(get(id, stand.number())),
                    Map.of(label, "version " + stand.number()),
                    Map.of());
        });
    }

    private static Act.Subject subject(TemplateVersion version) {
        return new Act.Subject(
                "prompt", version.template().value().toString(), version.draft().name());
    }
}
