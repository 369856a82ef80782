using System.Globalization;
using System.Text;
using Daira.Foundation.Languages;
using QRCoder;

namespace Daira.Web.Pages.Accounts;

/// <summary>An address as a drawing that a phone's camera reads; no style attribute, so that the content policy holds.</summary>
internal static class Qr
{
    /// <param name="label">Said in the drawing's place.</param>
    public static string Svg(string address, string label)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var modules = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var row = 0; row < modules.Count; row++)
        {
            for (var column = 0; column < modules[row].Length; column++)
            {
                if (modules[row][column])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"<svg class=\"qr\" viewBox=\"0 0 {modules.Count} {modules.Count}\" width=\"220\" height=\"220\" role=\"img\" aria-label=\"{Html.Escape(label)}\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>");
    }
}
