package io.understudy.providers.comfy;

/** A picture on a server's disk. */
public record ComfyFile(String name, String subfolder, String type) {}
