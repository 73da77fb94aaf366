package io.understudy.datasets.ui.snapshots;

import io.understudy.characters.CharacterService;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import org.springframework.stereotype.Component;

@Component
record SnapshotServices(
        CharacterService characters,
        CharacterHeaders headers,
        DatasetService datasets,
        SnapshotService snapshots,
        PhotoConsentService ledger) {}
