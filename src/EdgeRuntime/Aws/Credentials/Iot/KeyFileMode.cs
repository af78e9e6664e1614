namespace EdgeActors.Aws.Credentials.Iot;

/// <summary>Looks at who else may touch the files that make a device itself.</summary>
internal static class KeyFileMode
{
    private const UnixFileMode OthersAtAll =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// A sentence for each file with too wide a mode: the key may be its owner's only, the certificates may not be others' to change.
    /// They are used all the same, since a device that stops to upload is no safer. Missing files are not spoken of here.
    /// </summary>
    public static IEnumerable<string> Warnings(CredentialOptions options)
    {
        if (OpenToOthers(options.PrivateKeyFile) is { } key)
        {
            yield return $"The private key {options.PrivateKeyFile} is open to other users (mode {key}); set its mode to 0400";
        }

        foreach (string? file in (string?[])[options.CertificateFile, options.AuthorityFile])
        {
            if (Mode(file) is { } mode && (mode & OthersWrite) != 0)
            {
                yield return $"{file} can be changed by other users (mode {Octal(mode)}); set its mode to 0444";
            }
        }
    }

    /// <summary>The mode of a file that anybody but its owner may read or change; null when nobody may, or there is none.</summary>
    public static string? OpenToOthers(string? file) => Mode(file) is { } mode && (mode & OthersAtAll) != 0 ? Octal(mode) : null;

    private static UnixFileMode? Mode(string? file)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(file))
        {
            return null;
        }

        try
        {
            return File.GetUnixFileMode(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It went away, or is in a folder that may not be looked into: reading it names that in a moment.
            return null;
        }
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8).PadLeft(4, '0');
}
