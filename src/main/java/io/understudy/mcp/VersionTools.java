package io.understudy.mcp;

import io.understudy.characters.CharacterService;
import io.understudy.identity.PublicUrl;
import io.understudy.lora.AdapterKind;
import io.understudy.lora.Fit;
import io.understudy.lora.passport.Passport;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionFilter;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/** Reads versions. Nothing here decides about one: that is for people, on the page that each answer names. */
@Component
class VersionTools implements ToolSet {
    private final CharacterService characters;
    private final VersionService versions;
    private final PassportService passports;
    private final PublicUrl urls;

    VersionTools(CharacterService characters, VersionService versions, PassportService passports, PublicUrl urls) {
        this.characters = characters;
        this.versions = versions;
        this.passports = passports;
        this.urls = urls;
    }

    /**
     * @param run number of the run that it comes from; null for an imported file
     * @param recalled whether its file is withheld
     * @param contradicted whether its decisions are not what the audit trail says
     * @param ticked how many of the {@code items} of its checklist are ticked
     */
    record Line(
            UUID version,
            int number,
            @Nullable Quote fileName,
            VersionState state,
            String baseModel,
            @Nullable Long run,
            boolean recalled,
            boolean contradicted,
            int ticked,
            int items,
            Instant createdAt,
            String page) {}

    record Review(
            UUID version,
            VersionState state,
            List<Quote> makers,
            List<Step> signatures,
            List<Step> decisions,
            int ticked,
            List<Quote> openItems,
            String page) {}

    /** @param stale whether something changed of what a signature rests on */
    record Step(
            @Nullable Quote by,
            ReviewAction action,
            Instant at,
            boolean stale,
            @Nullable Quote reason) {}

    record Fits(String model, String outcome, String reason) {}

    record Claim(Quote key, Quote claimed, Quote found, boolean agrees) {}

    /**
     * @param problem why the file cannot be read; null where it can
     * @param contents null until it is read
     */
    record File(
            UUID version,
            FilePassport.State state,
            @Nullable Quote problem,
            @Nullable Contents contents,
            String page) {}

    record Contents(
            String family,
            @Nullable String adapter,
            String model,
            String modelReason,
            int rank,
            double alpha,
            double scale,
            int modules,
            long parameters,
            long size,
            String sha256,
            List<Fits> fits,
            List<Claim> claims,
            List<Quote> problems) {}

    @Override
    public List<Tool> tools() {
        return List.of(
                Tool.reading(
                        "list_versions",
                        "Lists the LoRA versions of a character, the newest first.",
                        List.of(
                                Parameter.character(),
                                Parameter.choice("state", VersionState.class, "Only versions in this state.")
                                        .optional(),
                                Parameter.limit()),
                        this::list),
                Tool.reading(
                        "get_review",
                        "How a version was reviewed: signatures, decisions, open items. People decide on its page.",
                        List.of(Parameter.version()),
                        this::review),
                Tool.reading(
                        "inspect_passport",
                        "What the file of a version really holds: rank, model, and which of its claims are true.",
                        List.of(Parameter.version()),
                        this::passport));
    }

    private Object list(Arguments asked) {
        Set<VersionState> states =
                asked.choice("state", VersionState.class).map(Set::of).orElse(Set.of());
        Page<VersionCard> page = versions.ofCharacter(
                characters.bySlug(asked.text("character")).id(),
                new VersionFilter(states, false),
                PageRequest.of(0, asked.limit()));
        return new Listed<>(page.map(this::line).getContent(), page.hasNext());
    }

    private Line line(VersionCard version) {
        return new Line(
                version.id().value(),
                version.number(),
                Quote.of(version.fileName()),
                version.state(),
                version.baseModel().id(),
                version.trained().map(VersionOrigin.Trained::runNumber).orElse(null),
                version.recalled(),
                version.contradicted(),
                version.ticked(),
                version.items(),
                version.createdAt(),
                urls.of(VersionRoutes.of(version.id())));
    }

    private Object review(Arguments asked) {
        VersionDetails version = versions.details(new VersionId(asked.id("version")));
        return new Review(
                version.id().value(),
                version.state(),
                version.makers().stream().map(maker -> new Quote(maker.name())).toList(),
                version.signatures().stream()
                        .map(one -> new Step(Quote.of(one.by()), one.action(), one.at(), one.stale(), null))
                        .toList(),
                version.decisions().stream()
                        .map(one -> new Step(Quote.of(one.by()), one.action(), one.at(), false, Quote.of(one.reason())))
                        .toList(),
                version.card().ticked(),
                version.checklist().stream()
                        .filter(line -> !line.isTicked())
                        .map(line -> new Quote(line.item().title()))
                        .toList(),
                urls.of(VersionRoutes.of(version.id())));
    }

    private Object passport(Arguments asked) {
        VersionDetails version = versions.details(new VersionId(asked.id("version")));
        String page = urls.of(VersionRoutes.passport(version.id()));
        FilePassport known = passports.find(version.file()).orElse(null);
        return known == null
                ? new File(version.id().value(), FilePassport.State.WAITING, null, null, page)
                : new File(
                        version.id().value(),
                        known.state(),
                        Quote.of(known.problem()),
                        known.read().map(VersionTools::contents).orElse(null),
                        page);
    }

    private static Contents contents(Passport passport) {
        AdapterKind adapter = passport.adapter();
        return new Contents(
                passport.family().id(),
                adapter == null ? null : adapter.id(),
                passport.model().family().id(),
                passport.model().reason(),
                passport.rank(),
                passport.alpha(),
                passport.scale(),
                passport.modules(),
                passport.parameters(),
                passport.size(),
                passport.hashes().sha256(),
                passport.fits().stream().map(VersionTools::fits).toList(),
                passport.claims().stream()
                        .map(claim -> new Claim(
                                new Quote(claim.key()),
                                new Quote(claim.claimed()),
                                new Quote(claim.found()),
                                claim.agrees()))
                        .toList(),
                passport.problems().stream().map(Quote::new).toList());
    }

    private static Fits fits(Fit fit) {
        return new Fits(fit.target().id(), fit.outcome().id(), fit.reason());
    }
}
