package io.understudy.versions;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Puts together what a decision rests on. */
@Component
class Dossiers {
    private final ChecklistTemplates templates;
    private final ChecklistTicks ticks;
    private final Participants participants;
    private final VersionDecisions decisions;
    private final ReviewRulesService rules;
    private final Manifest manifest;

    Dossiers(
            ChecklistTemplates templates,
            ChecklistTicks ticks,
            Participants participants,
            VersionDecisions decisions,
            ReviewRulesService rules,
            Manifest manifest) {
        this.templates = templates;
        this.ticks = ticks;
        this.participants = participants;
        this.decisions = decisions;
        this.rules = rules;
        this.manifest = manifest;
    }

    Dossier of(LoraVersion version) {
        List<ChecklistTick> allTicks = ticks.of(version.getId());
        String text = manifest.canonical(version, allTicks, Map.of(), Map.of());
        ManifestHash hash = Manifest.hash(text);
        return new Dossier(
                version,
                templates.items(version.templateId()),
                allTicks,
                participants.of(List.of(version.getId())),
                Signatures.of(decisions.findByVersionIdOrderByPosition(version.getId()), hash),
                rules.current(),
                text,
                hash);
    }
}
