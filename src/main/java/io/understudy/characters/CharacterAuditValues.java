package io.understudy.characters;

import java.util.Map;
import java.util.TreeMap;

final class CharacterAuditValues {
    private CharacterAuditValues() {}

    static Map<String, String> of(CharacterProfile profile) {
        CharacterDraft draft = profile.asDraft();
        return Map.of(
                "name", draft.name(),
                "subject", draft.subject(),
                "trigger word", draft.triggerWord(),
                "description", draft.description());
    }

    static Map<String, String> ofLikeness(CharacterProfile profile) {
        Map<String, String> facts = new TreeMap<>();
        CharacterDetails.Likeness likeness = profile.asDetails().likeness();
        if (likeness != null) {
            facts.put("likeness basis", likeness.basis().label());
            facts.put("statement", likeness.statement());
            ConsentFile file = likeness.file();
            if (file != null) {
                facts.put("consent file", file.name());
                facts.put("consent SHA-256", file.blob().hex());
            }
        }
        return facts;
    }
}
