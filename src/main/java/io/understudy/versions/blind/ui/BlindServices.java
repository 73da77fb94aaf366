package io.understudy.versions.blind.ui;

import io.understudy.characters.CharacterService;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.blind.BlindContestants;
import io.understudy.versions.blind.BlindService;
import org.springframework.stereotype.Component;

@Component
record BlindServices(
        BlindService comparisons,
        BlindContestants contestants,
        VersionService versions,
        VersionSignals signals,
        CharacterService characters) {}
