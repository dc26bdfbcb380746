using System.Text.Json.Nodes;

namespace HonestAsync.Kernel;

/// <summary>Something that reaches the parent from its child.</summary>
internal abstract record ChildEvent;

/// <summary>A message over the pipe.</summary>
internal sealed record ChildMessage(JsonObject Message) : ChildEvent;

/// <summary>
/// Text that did not come through <c>Console</c>: native code, processes, the runtime itself.
/// </summary>
internal sealed record NativeText(string Stream, string Text) : ChildEvent;

/// <summary>All native text of one stream up to the end of this cell has come.</summary>
internal sealed record NativeMark(string Stream, int Cell) : ChildEvent;

/// <summary>The process has ended, and all that it had written has come before.</summary>
internal sealed record ChildExited(int ExitCode) : ChildEvent;
