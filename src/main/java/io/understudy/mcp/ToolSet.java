package io.understudy.mcp;

import java.util.List;

/** The tools of one feature. */
interface ToolSet {
    List<Tool> tools();
}
