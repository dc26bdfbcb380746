namespace HonestAsync.Dojo;

/// <summary>The home folder of the user.</summary>
internal static class UserFolder
{
    /// <summary>Its path, also where it does not exist: there .NET gives an empty one, which is any folder.</summary>
    public static string Path { get; } = Environment.GetFolderPath(
        Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
}
