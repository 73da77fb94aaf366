package io.understudy.versions.release;

import io.understudy.identity.access.TokenReadablePath;
import org.springframework.stereotype.Component;

@Component
class ProductionTokenRoute implements TokenReadablePath {
    @Override
    public String pattern() {
        return VersionFileController.PRODUCTION;
    }
}
