namespace HonestAsync.Dojo;

/// <summary>How far a learner is with one kata.</summary>
/// <param name="Slug">The kata's identity.</param>
/// <param name="Solved">The day it was first solved; null before.</param>
/// <param name="Hints">Hints that were shown.</param>
/// <param name="SolutionSeen">True when the solution was shown before the kata was solved.</param>
internal sealed record KataProgress(string Slug, DateOnly? Solved = null, int Hints = 0, bool SolutionSeen = false);
