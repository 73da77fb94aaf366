package io.understudy.datasets.consent;

import io.understudy.characters.CharacterTab;
import org.springframework.stereotype.Component;

@Component
class ConsentLedgerTab extends CharacterTab {
    ConsentLedgerTab() {
        super("Photo consent", 55, ConsentRoutes::of);
    }
}
