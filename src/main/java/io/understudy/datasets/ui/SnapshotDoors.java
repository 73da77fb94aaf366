package io.understudy.datasets.ui;

import io.understudy.characters.CharacterService;
import io.understudy.characters.ui.CharacterHeaders;
import io.understudy.datasets.ConsentLedger;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotService;
import org.springframework.stereotype.Component;

@Component
record SnapshotDoors(
        CharacterService characters,
        CharacterHeaders headers,
        DatasetService datasets,
        SnapshotService snapshots,
        ConsentLedger ledger) {}
