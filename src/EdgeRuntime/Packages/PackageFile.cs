namespace EdgeActors.Packages;

/// <summary>A file of a package, as it was unpacked.</summary>
/// <param name="Name">Relative, parts separated by <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Of its content, lower-case hex.</param>
internal sealed record PackageFile(string Name, long Length, string Sha256);
