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

    /// <summary>The same for folders that several users or machines write to: a fleet's on a share or a stick.</summary>
    public static IFileCalls ForSharedFolders() => OperatingSystem.IsLinux() ? new LinuxFileCalls(isShared: true) : new PortableFileCalls();
}
