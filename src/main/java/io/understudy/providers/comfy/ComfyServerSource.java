package io.understudy.providers.comfy;

import java.util.List;

/** The servers that the team has configured now. */
@FunctionalInterface
public interface ComfyServerSource {
    List<ComfyServer> servers();
}
