namespace EdgeActors.Storage.Files;

/// <summary>Chooses the calls of the system this process runs on.</summary>
internal static class FileCalls
{
    /// <summary>What an operator should know where <see cref="ForThisSystem"/> cannot do all it does on Linux; null on Linux.</summary>
    public static string? Caveat { get; } = OperatingSystem.IsLinux()
        ? null
        : "Folders are not fsynced and owners and links not checked on this system: after a power cut an acknowledged capture may be missing.";

    /// <summary>libc on Linux, .NET's files elsewhere.</summary>
    public static IFileCalls ForThisSystem() => OperatingSystem.IsLinux() ? new LinuxFileCalls() : new PortableFileCalls();
}
