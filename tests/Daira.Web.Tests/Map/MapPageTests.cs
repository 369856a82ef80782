using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Daira.Elections;
using Daira.Elections.Places;
using Daira.Web.Pages.Map;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NetTopologySuite.Geometries;

namespace Daira.Web.Tests.Map;

/// <summary>The map page over a small country of squares, as a browser without script and as programs ask for it.</summary>
public class MapPageTests
{
    private const string Communal = "?topic=share&contest=ma-communal-2021&list=PI";

    [Fact]
    public async Task The_drawing_the_legend_and_the_table_stand_without_script()
    {
        await using var site = await SmallSite.Start(Country());
        var page = await site.Read($"/fr/map{Communal}");
        page.ShouldContain("<svg class=\"map\"");
        page.ShouldContain("© OpenStreetMap contributors");
        page.ShouldContain("approximatives");
        page.ShouldContain("name=\"show\"");
        page.ShouldContain("Oulad Tayeb");
        page.ShouldNotContain("style=");
    }

    [Fact]
    public async Task Places_without_shapes_still_have_their_table()
    {
        await using var site = await SmallSite.Start();
        var page = await site.Read($"/en/map{Communal}");
        page.ShouldNotContain("<svg class=\"map\"");
        page.ShouldContain("No shapes for these places");
        page.ShouldContain("<tbody>");
    }

    [Fact]
    public async Task A_hidden_class_leaves_the_table_and_stays_dimmed_in_the_drawing()
    {
        await using var site = await SmallSite.Start(Country());
        var all = await site.Read($"/fr/map{Communal}&part=table");
        var hidden = await site.Read($"/fr/map{Communal}&part=table&hide=no-list");
        all.ShouldContain("Agdal");
        hidden.ShouldNotContain("Agdal");
        (await site.Read($"/fr/map{Communal}&part=map&hide=no-list")).ShouldContain("dim");
    }

    [Fact]
    public async Task The_form_without_script_hides_what_is_not_ticked()
    {
        await using var site = await SmallSite.Start(Country());
        var page = await site.Read($"/fr/map{Communal}&part=table&offered=q1,q2,q3,q4,q5,no-list&show=q1&show=q2&show=q3&show=q4&show=q5");
        page.ShouldNotContain("Agdal");
        page.ShouldContain("hide=no-list");
    }

    [Fact]
    public async Task A_cartogram_stands_without_script_and_says_what_it_leaves_out()
    {
        await using var site = await SmallSite.Start(Country());
        var hexagons = await site.Read("/fr/map?topic=leader&contest=ma-house-2021-local&view=hexagons");
        hexagons.ShouldContain("class=\"map cartogram\"");
        hexagons.ShouldContain("data-drawn");
        hexagons.Split("<a href").Count(part => part.Contains("<path class=\"f-list-", StringComparison.Ordinal)).ShouldBe(2, "a link for each constituency");
        var circles = await site.Read($"/fr/map{Communal}&view=circles");
        circles.Split("<circle class=\"f-").Length.ShouldBe(1 + 4);
        circles.ShouldContain("non dessinés");
        circles.ShouldContain("view=hexagons");
        circles.ShouldNotContain("data-tools");
    }

    [Fact]
    public async Task Where_no_seats_are_known_the_map_stays_and_says_why()
    {
        await using var site = await SmallSite.Start(Country());
        var page = await site.Read($"/fr/map{Communal}&view=hexagons");
        page.ShouldContain("role=\"alert\"");
        page.ShouldContain("<svg class=\"map\"");
        page.ShouldNotContain("cartogram\"");
        await site.Read("/api/v1/cartogram?contest=ma-communal-2021&view=hexagons", HttpStatusCode.Conflict);
        await site.Read("/api/v1/cartogram?contest=ma-communal-2021&view=squares", HttpStatusCode.BadRequest);
        JsonDocument.Parse(await site.Read("/api/v1/cartogram?contest=ma-house-2021-local&view=hexagons")).RootElement.GetProperty("symbols").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task Two_figures_have_a_square_and_nine_rows_at_most()
    {
        await using var site = await SmallSite.Start(Country());
        var page = await site.Read("/en/map?topic=bivariate&contest=ma-house-2021-local&list=PI&part=legend");
        page.Split("class=\"f-bivariate-").Length.ShouldBeGreaterThan(9);
        page.ShouldContain("figure class=\"square\"");
    }

    [Fact]
    public async Task A_part_is_the_part_alone()
    {
        await using var site = await SmallSite.Start(Country());
        var part = await site.Read($"/ar/map{Communal}&selected=34510109&part=pick");
        part.ShouldContain("data-part=\"pick\"");
        part.ShouldContain("صفرو");
        part.ShouldNotContain("<html");
        part.ShouldNotContain("data-part=\"table\"");
    }

    [Theory]
    [InlineData("?contest=nowhere", HttpStatusCode.NotFound)]
    [InlineData("?topic=share&contest=ma-communal-2021&list=XYZ", HttpStatusCode.NotFound)]
    [InlineData("?selected=99999999", HttpStatusCode.NotFound)]
    [InlineData("?within=99999999", HttpStatusCode.NotFound)]
    [InlineData("?topic=weather", HttpStatusCode.BadRequest)]
    [InlineData("?topic=share&list=PI&sort=-colour", HttpStatusCode.BadRequest)]
    [InlineData("?topic=share&list=PI&classes=99", HttpStatusCode.BadRequest)]
    [InlineData("?topic=share&contest=ma-house-2021-local&list=PI&level=unit", HttpStatusCode.Conflict)]
    [InlineData("?topic=persistence&contest=ma-communal-2021&list=PI", HttpStatusCode.Conflict)]
    [InlineData("?topic=clusters&list=PI&correction=holm", HttpStatusCode.BadRequest)]
    [InlineData("?topic=bivariate&contest=ma-communal-2021&list=PI&beside=XYZ", HttpStatusCode.NotFound)]
    [InlineData("?topic=zones&list=PI&count=500", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_shown_is_refused_with_its_reason(string query, HttpStatusCode status)
    {
        await using var site = await SmallSite.Start(Country());
        (await site.Read($"/fr/map{query}", status)).ShouldContain("role=\"alert\"");
    }

    [Theory]
    [InlineData("?topic=share&contest=ma-communal-2021&list=PI")]
    [InlineData("?topic=strong&contest=ma-communal-2021&list=RNI&stronghold=0.3&hide=no-data,weak&selected=34510109&sort=-margin&page=2")]
    [InlineData("?topic=change&contest=ma-house-2021-local&list=PI&against=ma-house-2016-local&method=quantile&classes=4")]
    [InlineData("?topic=clusters&contest=ma-house-2021-local&list=PI&beside=RNI&statistic=bivariate&correction=by&view=hexagons")]
    [InlineData("?topic=zones&contest=ma-house-2021-local&list=PI&zones=maxp&count=5&least=100&view=circles")]
    public void An_address_restores_its_view(string address)
    {
        var data = Country();
        var view = Read(address, data);
        var again = Read(view.Address(), data);
        again.Address().ShouldBe(view.Address());
        again.Question.ShouldBe(view.Question with { Classification = again.Question.Classification });
        again.Hidden.ShouldBe(view.Hidden, ignoreOrder: true);
        (again.Selected, again.Sort, again.TablePage).ShouldBe((view.Selected, view.Sort, view.TablePage));
    }

    [Fact]
    public async Task The_answer_in_short_names_every_row_and_its_class()
    {
        await using var site = await SmallSite.Start(Country());
        var answer = JsonDocument.Parse(await site.Read($"/ar/map/answer{Communal}")).RootElement;
        answer.GetProperty("level").GetString()!.ShouldBe("unit");
        var classes = answer.GetProperty("classes").GetArrayLength();
        var places = answer.GetProperty("places").EnumerateArray().ToArray();
        places.Length.ShouldBe(5);
        places.ShouldAllBe(p => p[1].GetInt32() >= 0 && p[1].GetInt32() < classes);
        await site.Read("/ar/map/answer?contest=nowhere", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Tiles_are_compressed_kept_for_ever_and_replaced_with_the_data()
    {
        await using var site = await SmallSite.Start(Country("v1"));
        var described = JsonDocument.Parse(await site.Read("/tiles/places.json")).RootElement;
        described.GetProperty("attribution").GetString()!.ShouldContain("ODbL");
        described.GetProperty("tiles")[0].GetString()!.ShouldContain("/tiles/places/v1/");
        using var answer = await Get(site, "/tiles/places/v1/0/0/0.mvt");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        unpacked.ReadByte().ShouldBe(0x1a, "a vector tile begins with a layer");

        site.Replace(Country("v2"));
        using var old = await Get(site, "/tiles/places/v1/0/0/0.mvt");
        old.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        old.Headers.Location!.ToString().ShouldContain("/v2/");
    }

    [Theory]
    [InlineData("/tiles/places/v1/30/0/0.mvt", HttpStatusCode.NoContent)]
    [InlineData("/tiles/places/v1/3/7/7.mvt", HttpStatusCode.NoContent)]
    [InlineData("/tiles/places/v1/x/0/0.mvt", HttpStatusCode.NotFound)]
    [InlineData("/tiles/elsewhere.json", HttpStatusCode.NotFound)]
    public async Task Where_nothing_lies_no_tile_is_sent(string path, HttpStatusCode status)
    {
        await using var site = await SmallSite.Start(Country());
        using var answer = await Get(site, path);
        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task Suggestions_know_every_script_and_announce_places_of_one_name()
    {
        await using var site = await SmallSite.Start();
        foreach (var written in new[] { "صفرو", "sefrou", "ⵚⴼⵕⵓ" })
        {
            var found = JsonDocument.Parse(await site.Read($"/ar/suggestions?q={Uri.EscapeDataString(written)}")).RootElement;
            found.GetProperty("places").EnumerateArray().ShouldContain(p => p.GetProperty("code").GetString() == "3451", written);
        }

        var three = JsonDocument.Parse(await site.Read("/fr/suggestions?q=sefrou")).RootElement;
        three.GetProperty("note").GetString()!.ShouldContain("même nom");
        JsonDocument.Parse(await site.Read("/fr/suggestions?q=")).RootElement.GetProperty("places").GetArrayLength().ShouldBe(0);
    }

    private static MapView Read(string address, ElectoralData data) =>
        MapView.Read(new QueryCollection(QueryHelpers.ParseQuery(address)), data).Value;

    private static async Task<HttpResponseMessage> Get(SmallSite site, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        return await site.Client.SendAsync(request);
    }

    /// <summary>The small country with a square around each unit's point.</summary>
    private static ElectoralData Country(string version = "v1")
    {
        var plain = SmallCountry.Data(version);
        var factory = new GeometryFactory(new PrecisionModel(), 4326);
        var shapes = plain.Atlas.Units.ToDictionary(u => u.Code, u => new PlaceShape(
            factory.ToGeometry(new Envelope(u.Point!.Value.Longitude - 0.05, u.Point.Value.Longitude + 0.05, 33.7, 33.9)), true, "test", "© OpenStreetMap contributors, ODbL 1.0"));
        return new ElectoralData(version, plain.Atlas, plain.Contests, plain.Sources, new ShapeCatalogue(shapes));
    }
}
