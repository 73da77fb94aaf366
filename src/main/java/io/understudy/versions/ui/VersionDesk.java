package io.understudy.versions.ui;

import io.understudy.characters.CharacterService;
import io.understudy.datasets.ConsentLedger;
import io.understudy.datasets.DatasetService;
import io.understudy.training.RunService;
import io.understudy.versions.ChecklistService;
import io.understudy.versions.EvidencePictures;
import io.understudy.versions.Seen;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionVerb;
import org.springframework.stereotype.Component;

/** The services that the page of a version works with. */
@Component
record VersionDesk(
        VersionService versions,
        ChecklistService checklist,
        EvidencePictures pictures,
        VersionSignals signals,
        RunService runs,
        DatasetService datasets,
        ConsentLedger consent,
        CharacterService characters) {
    /** @param reason is used by the verbs that need one */
    void take(VersionVerb verb, VersionId id, Seen seen, String reason) {
        switch (verb) {
            case SUBMIT -> versions.submit(id, seen);
            case SIGN_OFF -> versions.signOff(id, seen);
            case SEND_BACK -> versions.sendBack(id, seen, reason);
            case APPROVE -> versions.approve(id, seen);
            case REVOKE -> versions.revoke(id, seen, reason);
            case SUPERSEDE -> throw new IllegalArgumentException("Superseding follows from an approval");
        }
    }
}
