package io.understudy.datasets.captioning;

import io.understudy.characters.CharacterId;

record CaptioningChanged(CharacterId character) {}
