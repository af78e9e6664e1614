namespace EdgeActors.Packaging.Contents;

/// <summary>One third party's part of the product.</summary>
/// <param name="Name">As its registry knows it.</param>
/// <param name="Version">Exact.</param>
/// <param name="Purl">Package URL.</param>
/// <param name="Sha512">Of the package file, in hexadecimal; null when the registry gives none.</param>
/// <param name="Licence">What its package says about its terms.</param>
/// <param name="Copyright">Who holds it.</param>
/// <param name="DependsOn">Names of others.</param>
internal sealed record Component(
    string Name, string Version, string Purl, string? Sha512, Licence Licence, string? Copyright, IReadOnlyList<string> DependsOn);

/// <summary>Terms of a component.</summary>
/// <param name="Expression">SPDX expression; null when the package has a file of its own instead.</param>
/// <param name="Texts">Licence and notice files that the package itself carries, in full.</param>
internal sealed record Licence(string? Expression, IReadOnlyList<string> Texts);
