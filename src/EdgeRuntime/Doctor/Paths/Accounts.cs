using System.Globalization;
using EdgeActors.Storage.Files;

namespace EdgeActors.Doctor.Paths;

/// <summary>Users as people know them.</summary>
internal static class Accounts
{
    /// <summary>Number of the user with all rights.</summary>
    public const uint Root = 0;

    private const string File = "/etc/passwd";

    /// <summary>This process's user; null where the system has no numbers for users.</summary>
    public static uint? Me { get; } = FileCalls.ForThisSystem().User;

    /// <summary>For example <c>edgeactors (998)</c>, or <c>user 998</c> when the system's own list has no name.</summary>
    public static string Show(uint user) => Name(user) is { } name
        ? string.Create(CultureInfo.InvariantCulture, $"{name} ({user})")
        : string.Create(CultureInfo.InvariantCulture, $"user {user}");

    /// <summary>For commands: the name, else <c>#</c> and the number as sudo takes it.</summary>
    public static string ForSudo(uint user) => Name(user) ?? string.Create(CultureInfo.InvariantCulture, $"#{user}");

    private static string? Name(uint user)
    {
        string number = user.ToString(CultureInfo.InvariantCulture);
        return System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length > 2 && parts[2] == number)?[0]
            : null;
    }
}
