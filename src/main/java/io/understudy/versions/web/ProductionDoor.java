package io.understudy.versions.web;

import io.understudy.people.TokenDoor;
import org.springframework.stereotype.Component;

@Component
class ProductionDoor implements TokenDoor {
    @Override
    public String pattern() {
        return VersionFileController.PRODUCTION;
    }
}
