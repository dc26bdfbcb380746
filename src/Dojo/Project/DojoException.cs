namespace HonestAsync.Dojo;

/// <summary>A failure that the user can fix: what happened, and what to do.</summary>
public class DojoException(string what, string whatToDo, Exception? inner = null)
    : Exception($"{what}\n{whatToDo}", inner);
