package io.understudy.prompts.playground;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.generation.GenerationService;
import io.understudy.people.MembersOnly;
import io.understudy.people.ReviewersOnly;
import io.understudy.prompts.playground.RegressionRows.Check;
import io.understudy.prompts.playground.RegressionRows.PairRow;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.versions.VersionService;
import java.time.Clock;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class RegressionService {
    public static final int MAX_NOTE = 1000;

    private final RegressionRows rows;
    private final ExampleRows examples;
    private final CharacterService characters;
    private final VersionService versions;
    private final GenerationService generation;
    private final CurrentActor actor;
    private final Acts acts;
    private final Clock clock;

    RegressionService(
            RegressionRows rows,
            ExampleRows examples,
            CharacterService characters,
            VersionService versions,
            GenerationService generation,
            CurrentActor actor,
            Acts acts,
            Clock clock) {
        this.rows = rows;
        this.examples = examples;
        this.characters = characters;
        this.versions = versions;
        this.generation = generation;
        this.actor = actor;
        this.acts = acts;
        this.clock = clock;
    }

    public Page<RegressionLine> page(Pageable page) {
        return new PageImpl<>(rows.page(page), page, rows.count());
    }

    public RegressionDetails get(RegressionId id) {
        Check check = rows.find(id).orElseThrow(RegressionService::missing);
        CharacterSummary character = characters.get(check.character());
        return new RegressionDetails(
                id,
                character.name(),
                character.slug(),
                versions.details(check.version()).card().name(),
                check.done(),
                check.madeAt(),
                rows.pairs(id).stream().map(this::pair).toList(),
                rows.jobs(id).stream().map(generation::details).toList());
    }

    private RegressionDetails.Pair pair(PairRow row) {
        return new RegressionDetails.Pair(
                row.position(),
                examples.find(row.example()).orElseThrow(RegressionService::missing),
                row.plan(),
                row.now(),
                row.problem(),
                row.verdict(),
                row.note(),
                row.judgedBy(),
                row.judgedAt());
    }

    /**
     * Says whether a picture is better than the one before; the last word counts, all are in the audit trail.
     *
     * @throws Refusal.RuleBroken in {@code note} when it is too long
     */
    @ReviewersOnly
    @Transactional
    public void judge(RegressionId id, int position, Verdict verdict, String note) {
        checkLength(note);
        RegressionDetails before = get(id);
        if (!rows.judge(id, position, verdict, note.strip(), actor.get().name(), clock.instant())) {
            throw missing();
        }
        acts.publish(
                "regression.judged",
                new Act.Subject("regression", id.value().toString(), before.version()),
                Map.of(
                        "picture", Integer.toString(position + 1),
                        "verdict", verdict.label(),
                        "note", note.strip()));
    }

    @ReviewersOnly
    @Transactional
    public void note(RegressionId id, int position, String note) {
        checkLength(note);
        RegressionDetails before = get(id);
        if (!rows.note(id, position, note.strip())) {
            throw missing();
        }
        acts.publish(
                "regression.noted",
                new Act.Subject("regression", id.value().toString(), before.version()),
                Map.of("picture", Integer.toString(position + 1), "note", note.strip()));
    }

    private static void checkLength(String note) {
        if (note.length() > MAX_NOTE) {
            throw Refusal.RuleBroken.in("note", "A note has at most " + MAX_NOTE + " characters.");
        }
    }

    private static Refusal.NotFound missing() {
        return new Refusal.NotFound("There is no such comparison of examples. The link may be cut off.");
    }
}
