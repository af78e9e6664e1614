namespace EdgeActors.Packages.Downloading;

/// <summary>A package that was fetched whole; its checksums are still to be compared.</summary>
/// <param name="File">Its file in the folder of downloads.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha1">Lower-case hex.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="WasResumed">Whether a part of it is from an earlier try.</param>
internal sealed record DownloadedPackage(string File, long Bytes, string Sha1, string Sha256, bool WasResumed);
