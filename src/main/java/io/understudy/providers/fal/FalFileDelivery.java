package io.understudy.providers.fal;

import java.net.URI;
import java.nio.file.Path;

@FunctionalInterface
public interface FalFileDelivery {
    /**
     * @param name of the file, with its ending
     * @return the address at which fal finds it, for some hours at least
     * @throws FalProblem when fal did not take it
     */
    URI deliver(Path file, String name, String mediaType) throws InterruptedException;
}
