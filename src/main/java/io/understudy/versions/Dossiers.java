package io.understudy.versions;

import io.understudy.datasets.ConsentLedger;
import io.understudy.datasets.WithdrawnPhoto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together what a decision rests on. */
@Component
class Dossiers {
    private final ChecklistTemplates templates;
    private final ChecklistTicks ticks;
    private final Participants participants;
    private final VersionDecisions decisions;
    private final ReviewRulesService rules;
    private final ConsentLedger consents;
    private final EvidenceSources sources;
    private final Manifest manifest;

    Dossiers(
            ChecklistTemplates templates,
            ChecklistTicks ticks,
            Participants participants,
            VersionDecisions decisions,
            ReviewRulesService rules,
            ConsentLedger consents,
            EvidenceSources sources,
            Manifest manifest) {
        this.templates = templates;
        this.ticks = ticks;
        this.participants = participants;
        this.decisions = decisions;
        this.rules = rules;
        this.consents = consents;
        this.sources = sources;
        this.manifest = manifest;
    }

    Dossier of(LoraVersion version) {
        List<ChecklistTick> allTicks = ticks.of(version.getId());
        List<WithdrawnPhoto> withdrawn = consents.withdrawnIn(version.snapshot());
        Map<String, String> stale = sources.stale(version.id(), allTicks);
        String text = manifest.canonical(version, allTicks, facts(version, withdrawn), stale);
        ManifestHash hash = Manifest.hash(text);
        return new Dossier(
                version,
                templates.items(version.templateId()),
                allTicks,
                stale,
                participants.of(List.of(version.getId())),
                Signatures.of(decisions.findByVersionIdOrderByPosition(version.getId()), hash),
                rules.current(),
                withdrawn,
                text,
                hash);
    }

    private static Map<String, String> facts(LoraVersion version, List<WithdrawnPhoto> withdrawn) {
        Map<String, String> facts = new HashMap<>();
        facts.put("Consent", standing(withdrawn));
        StatedStrength stated = version.strength();
        // Left out while it is the guide's: what was signed before anybody could state it still holds.
        if (stated != null) {
            facts.put("Recommended strength", stated.window().inWords());
        }
        return facts;
    }

    private static String standing(List<WithdrawnPhoto> withdrawn) {
        return withdrawn.isEmpty()
                ? "no photo withdrawn"
                : "withdrawn for "
                        + withdrawn.stream()
                                .map(WithdrawnPhoto::fileName)
                                .sorted()
                                .collect(Collectors.joining(", "));
    }
}
