namespace HonestAsync.Dojo;

/// <summary>Something the user can mend: what happened, and what to do.</summary>
public sealed class DojoException(string what, string whatToDo, Exception? inner = null)
    : Exception($"{what}\n{whatToDo}", inner);
