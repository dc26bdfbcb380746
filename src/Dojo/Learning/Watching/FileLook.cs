namespace HonestAsync.Dojo;

/// <summary>The state of a followed file.</summary>
/// <param name="Text">Its text; null where there is none to read.</param>
/// <param name="Trouble">Why there is none, as the end of a sentence that begins with its name.</param>
/// <param name="IsSettled">False for a new text that may be incomplete: it counts once it is reported again.</param>
internal readonly record struct FileLook(string? Text, string Trouble = "", bool IsSettled = true);
