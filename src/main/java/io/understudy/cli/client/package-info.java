/** What the commands that speak with a server share: requests, the saved login, folders of LoRAs. */
@NullMarked
package io.understudy.cli.client;

import org.jspecify.annotations.NullMarked;
