namespace HonestAsync.Dojo;

/// <summary>What lies in a followed file's place.</summary>
/// <param name="Text">Its text; null where there is none to read.</param>
/// <param name="Trouble">Why there is none, as the end of a sentence that begins with its name.</param>
/// <param name="IsSettled">False for a text just come that may still be written: it counts when it is told again.</param>
internal readonly record struct FileLook(string? Text, string Trouble = "", bool IsSettled = true);
